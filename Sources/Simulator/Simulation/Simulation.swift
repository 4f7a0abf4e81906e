package import BridgeCore
import HTTPTransport

/// The fake Alibaba Cloud and the fake sinks as one value: requests and the time go in, replies come out.
package struct Simulation: Sendable {
    package internal(set) var cloud: SimulatedCloud
    package internal(set) var faults = FaultPlan()
    /// What the fake sinks took.
    package internal(set) var mailbox = Mailbox()
    var signatures = SignatureVerifier()
    let sessions: SessionIssuer
    private var slack: SlackReceiver
    private var dingTalk: DingTalkReceiver
    private var webhooks: [String: WebhookReceiver]
    /// By the first part of their paths.
    private(set) var receivers = ReceiverRegister.receivers
    private var events: [SimulatorEvent] = []
    private let beginning: SimulatedCloud
    private let settings: SimulatorSettings
    private static let maximumWebhooks = 100

    package init(_ cloud: SimulatedCloud, settings: SimulatorSettings = SimulatorSettings()) {
        (self.cloud, beginning, self.settings) = (cloud, cloud, settings)
        sessions = SessionIssuer(seed: settings.seed)
        slack = SlackReceiver(limit: settings.slackLimit)
        dingTalk = DingTalkReceiver(robots: settings.robots, limit: settings.dingTalkLimit)
        webhooks = Dictionary(
            settings.webhooks.map { ($0.name, WebhookReceiver($0)) }, uniquingKeysWith: { first, _ in first })
    }

    /// Answers any request.
    package mutating func answer(_ request: ReceivedRequest, at now: Timestamp) -> Reply {
        let parts = request.segments
        switch parts.first {
        case nil: return answerCall(request, at: now)
        case "services":
            let fault = takeFault("slack", page: nil)
            return settle(Self.present(request, to: &slack, fault, now), "slack", now)
        case "robot" where request.path == "/robot/send":
            let fault = takeFault("dingtalk", page: nil)
            return settle(Self.present(request, to: &dingTalk, fault, now), "dingtalk", now)
        case "hook" where parts.count == 2: return deliver(request, webhook: parts[1], at: now)
        case let name? where receivers[name] != nil: return deliver(request, to: name, at: now)
        case "latest": return answerMetadata(request, at: now)
        case "credentials" where parts.count == 1: return answerCredentials(request, at: now)
        case "simulator": return control(request, Array(parts.dropFirst()), at: now)
        default: return .error(404, "the simulator has nothing at \(request.path)")
        }
    }

    /// Changes the account.
    package mutating func apply(_ change: CloudChange, at now: Timestamp) throws(CloudChangeError) {
        cloud.advance(to: now)
        try cloud.apply(change, at: now)
        note(.changed(change))
    }

    /// Changes another account than the simulated one.
    package mutating func apply(
        _ change: CloudChange, to account: String, at now: Timestamp
    ) throws(CloudChangeError) {
        cloud.advance(to: now)
        try cloud.members.apply(change, to: account, at: now)
        note(.changed(change))
    }

    /// Plans a fault; false if there are too many already.
    @discardableResult
    package mutating func inject(_ rule: FaultRule) -> Bool {
        faults.add(rule)
    }

    /// Puts everything back to how it began.
    package mutating func reset() {
        self = Simulation(beginning, settings: settings)
    }

    /// What happened since the last time this was asked.
    mutating func takeEvents() -> [SimulatorEvent] {
        defer { events = [] }
        return events
    }

    mutating func note(_ event: SimulatorEvent) {
        events.append(event)
    }

    mutating func takeFault(_ target: String, page: Int?) -> Fault? {
        guard let fault = faults.take(target, page: page) else { return nil }
        note(.faulted(target: target, fault))
        return fault
    }
}

extension Simulation {
    private mutating func deliver(_ request: ReceivedRequest, webhook name: String, at now: Timestamp) -> Reply {
        guard webhooks[name] != nil || webhooks.count < Self.maximumWebhooks else {
            return .error(404, "there are \(Self.maximumWebhooks) webhooks already")
        }
        let sink = "webhook/\(name)"
        let fault = takeFault(sink, page: nil)
        let receiver = WebhookReceiver(SimulatedWebhook(name: name))
        return settle(Self.present(request, to: &webhooks[name, default: receiver], fault, now), sink, now)
    }

    private mutating func deliver(_ request: ReceivedRequest, to name: String, at now: Timestamp) -> Reply {
        guard var receiver = receivers[name] else { return .error(404, "there is no receiver \(name)") }
        defer { receivers[name] = receiver }
        return settle(Self.present(request, to: &receiver, takeFault(name, page: nil), now), name, now)
    }

    /// Changes what a fake service keeps, as somebody might by hand.
    mutating func touch(_ id: String, of name: String, _ change: (inout SimulatedTicket) -> Void) -> Bool {
        receivers[name]?.shelf.change(id, change) ?? false
    }

    /// What a fake service keeps.
    package func tickets(of name: String) -> [SimulatedTicket] { receivers[name]?.shelf.tickets ?? [] }

    /// Shows a message to a receiver, unless a fault stands before it.
    private static func present(
        _ request: ReceivedRequest, to receiver: inout some Receiver, _ fault: Fault?, _ now: Timestamp
    ) -> Reception {
        if let fault, let refusal = refusal(by: receiver, fault) { return .refused(fault.description, refusal) }
        var reception = receiver.receive(request, at: now)
        if let fault { reception.reply = fault.shape(reception.reply) }
        return reception
    }

    private mutating func settle(_ reception: Reception, _ sink: String, _ now: Timestamp) -> Reply {
        record(reception.verdict, sink, now)
        return reception.reply
    }

    /// The answer of a fault that keeps a message from being taken.
    private static func refusal(by sink: some Receiver, _ fault: Fault) -> Reply? {
        switch fault {
        case .throttle(let wait): sink.throttled(wait: wait)
        case .forbidden: sink.forbidden
        case .status(let status, let wait, let body):
            Reply.text(
                status, body ?? "",
                headers: wait.map { [.init(name: "Retry-After", value: $0.retryAfter)] } ?? [])
        case .html: .html
        case .reset: fault.shape(.text(200, "never sent"))
        case .retired, .expiredToken, .wrongAccount, .slow, .resetAfter, .truncated, .huge, .total, .clamp,
            .repeatLast:
            nil
        }
    }

    mutating func record(_ verdict: Reception.Verdict, _ sink: String, _ now: Timestamp) {
        switch verdict {
        case .accepted(let letters, let duplicates):
            for letter in letters { note(.accepted(mailbox.accept(letter, sink: sink, at: now))) }
            guard duplicates > 0 else { return }
            mailbox.repeated(duplicates, sink: sink)
            note(.repeated(sink: sink, count: duplicates))
        case .refused(let reason):
            mailbox.refuse(sink: sink)
            note(.refused(sink: sink, reason: reason))
        }
    }
}
