import BridgeCore
import Logging

/// What the log says of polls: one line for each thing that happened.
struct PollLog {
    private let log: Logger

    init(_ log: Logger, _ source: SourceIdentity) {
        var log = log
        log[metadataKey: "source"] = "\(source.name)"
        self.log = log
    }

    func note(_ report: AdvanceReport) {
        log.debug("polled", metadata: ["findings": "\(report.findings)"])
        if let baseline = report.baseline { note(baseline) }
        for owed in report.events { note(owed) }
        for (scope, reason) in report.incomplete {
            log.warning(
                "incomplete answer: nothing is called gone", metadata: ["scope": "\(scope.label)", "why": "\(reason)"])
        }
        for (scope, loss) in report.suspect {
            log.warning(
                "suspect answer: held back",
                metadata: ["scope": "\(scope.label)", "open": "\(loss.open)", "lost": "\(loss.lost)"])
        }
    }

    func note(_ remarks: [String]) {
        guard let first = remarks.first else { return }
        log.notice(
            "\(first)", metadata: remarks.count > 1 ? ["more": "\(remarks.dropFirst().joined(separator: "; "))"] : [:])
    }

    func note(_ line: OutageWatch.Line) {
        switch line {
        case .none: break
        case .failed(let error, let failures):
            log.warning(
                "poll failed", metadata: ["error": "\(error)", "code": "\(error.code)", "failures": "\(failures)"])
        case .recovered(let failures):
            log.notice("the source works again", metadata: ["failures": "\(failures)"])
        }
    }

    private func note(_ baseline: BaselineSummary) {
        let open = baseline.open.values.reduce(0, +)
        log.notice("baseline taken", metadata: ["scopes": "\(baseline.scopes.count)", "open": "\(open)"])
    }

    private func note(_ owed: OwedEvent) {
        guard let event = try? Event(owed.event) else { return }
        var facts: Logger.Metadata = ["event": "\(event.id)", "sinks": "\(owed.sinks.joined(separator: ","))"]
        facts["subject"] = event.subject.map { "\($0)" }
        facts["severity"] = event.severity.map { "\($0.rawValue)" }
        facts["from"] = event.from.map { "\($0)" }
        facts["to"] = event.to.map { "\($0)" }
        log.info("\(event.knownType?.name ?? event.type)", metadata: facts)
    }
}
