package import BridgeCore
import Synchronization

/// Sends one real message to a sink on the way that every message takes: the same object, the same rate limit.
package struct SinkTest: Sendable {
    /// A token of the rate limit is not waited for longer than this.
    private static let patience: Duration = .seconds(60)
    package let traits: SinkTraits
    private let sink: any Sink
    private let gate: RateGate
    private let time: any TimeSource
    private let random: @Sendable () -> UInt64

    package init(
        of destination: Deliverer.Destination, through gate: RateGate? = nil, time: any TimeSource,
        random: @escaping @Sendable () -> UInt64
    ) {
        traits = destination.traits
        sink = destination.sink
        self.gate = gate ?? RateGate(destination.traits.rate, at: time.uptime())
        self.time = time
        self.random = random
    }

    /// See ``Sink/fingerprint``.
    var fingerprint: String { sink.fingerprint }

    /// Sends the message and waits for what becomes of it. It is no transition: nothing of it is kept.
    package func run(lineage: String) async -> SinkTestResult {
        let start = time.uptime()
        let composer = SinkEventComposer(sink: traits, ids: EventID(lineage: lineage), at: time.now())
        // Large, so that no event of the cursor's own has the number, and with it the id.
        let event = composer.test(number: random() | 1 << 63)
        let report =
            await hasToken() ? await deliver(event) : .failed("the rate limit leaves no room for a test")
        return SinkTestResult(traits: traits, event: event.id, report, took: time.uptime() - start)
    }

    private func hasToken() async -> Bool {
        let end = time.uptime() + Self.patience
        while let next = gate.next(at: time.uptime()) {
            guard next < end, (try? await time.sleep(for: next - time.uptime())) != nil else { return false }
        }
        return true
    }

    private func deliver(_ event: EncodedEvent) async -> DeliveryReport {
        let report = Mutex<DeliveryReport?>(nil)
        await sink.deliver([Delivery(content: .event(event), attempt: 1)]) { reports in
            report.withLock { $0 = reports.first ?? $0 }
        }
        return report.withLock { $0 } ?? .failed("the sink did not say what became of it")
    }
}

extension DeliveryReport {
    fileprivate static func failed(_ reason: String) -> DeliveryReport {
        DeliveryReport(index: 0, outcome: .retry(reason: reason))
    }
}

extension RateGate {
    /// Takes a token.
    /// - Returns: when to try again; `nil` if there was one.
    fileprivate func next(at now: Duration) -> Duration? {
        withTokens { tokens in
            guard var bucket = tokens, !bucket.take(at: now) else {
                _ = tokens?.take(at: now)
                return nil
            }
            return bucket.next(at: now)
        }
    }
}

/// What became of a test message.
package struct SinkTestResult: Sendable, Equatable {
    package var sink: String
    package var type: String
    /// Safe to show.
    package var endpoint: String
    /// The id that the message went out under.
    package var event: String
    package var outcome: Outcome
    /// See ``DeliveryReport/remark``.
    package var remark: String?
    package var milliseconds: Int64

    init(traits: SinkTraits, event: String, _ report: DeliveryReport, took: Duration) {
        (sink, type, endpoint) = (traits.name, traits.type, traits.endpoint)
        self.event = event
        (outcome, remark) = (report.outcome, report.remark)
        milliseconds = took.milliseconds
    }

    /// Writes the members of the result.
    package func write(to writer: inout JSONWriter) {
        writer.member("sink", sink)
        writer.member("type", type)
        writer.member("endpoint", endpoint)
        writer.member("event", event)
        writer.member("milliseconds", milliseconds)
        writer.member("remark", ifPresent: remark)
        switch outcome {
        case .delivered: writer.member("outcome", "delivered")
        case .retry(_, let reason, let scope): writer.outcome("retry", reason, scope)
        case .rejected(let reason, let scope): writer.outcome("rejected", reason, scope)
        case .suppressed(let rule): writer.outcome("suppressed", rule, .delivery)
        }
    }

    /// Reads what ``write(to:)`` wrote.
    package init?(json: JSONValue) {
        guard let sink = json["sink"]?.string, let outcome = Outcome(json: json) else { return nil }
        self.sink = sink
        self.outcome = outcome
        type = json["type"]?.string ?? ""
        endpoint = json["endpoint"]?.string ?? ""
        event = json["event"]?.string ?? ""
        remark = json["remark"]?.string
        milliseconds = json["milliseconds"]?.integer ?? 0
    }
}

extension JSONWriter {
    fileprivate mutating func outcome(_ word: String, _ reason: String, _ scope: Outcome.Scope) {
        member("outcome", word)
        member("reason", reason)
        member("scope", scope == .sink ? "sink" : "delivery")
    }
}

extension Outcome {
    fileprivate init?(json: JSONValue) {
        let reason = json["reason"]?.string ?? ""
        let scope: Scope = json["scope"]?.string == "sink" ? .sink : .delivery
        switch json["outcome"]?.string {
        case "delivered": self = .delivered
        case "retry": self = .retry(reason: reason, scope: scope)
        case "suppressed": self = .suppressed(rule: reason)
        case "rejected": self = .rejected(reason: reason, scope: scope)
        default: return nil
        }
    }
}
