import Bridge
import BridgeCore
import HTTPTransport
import Sinks

/// Looks at one sink; nothing is sent to it.
struct SinkExamination: Sendable {
    private let sink: SinkConfiguration
    private let egress: EgressPolicy
    private let surroundings: DoctorSurroundings
    private let limit: Duration

    init(
        _ sink: SinkConfiguration, _ egress: EgressPolicy, _ surroundings: DoctorSurroundings, _ limit: Duration
    ) {
        self.sink = sink
        self.egress = egress
        self.surroundings = surroundings
        self.limit = limit
    }

    func sections() async -> [DoctorReport.Section] {
        do {
            let factory = SinkFactory(http: surroundings.http, egress: egress, now: surroundings.now)
            return [await section(try factory.destination(sink))]
        } catch {
            let check = Check.failed(.secrets, nil, "\(error)", advice: "Correct it in the configuration.")
            return [.init(kind: .sink, name: sink.name, checks: [check])]
        }
    }

    private func section(_ destination: Deliverer.Destination) async -> DoctorReport.Section {
        let type = destination.traits.type
        if let file = destination.sink as? FileSink { return await section(file) }
        guard let probed = destination.sink as? any ProbedSink else {
            let check = Check.ok(.output, nil, "written to this process's standard output")
            return .init(kind: .sink, name: sink.name, remark: type, checks: [check])
        }
        let (prober, limit) = (surroundings.prober, limit)
        // Connecting has its own time-out; what is left are files that do not answer.
        let probe = await within(limit, else: nil) { await probed.probe(by: prober, within: limit) }
        return .init(
            kind: .sink, name: sink.name, remark: [type, probe?.endpoint].compactMap { $0 }.joined(separator: ", "),
            checks: probe?.checks(at: surroundings.now()) ?? [.late(.connection, limit)])
    }

    private func section(_ file: FileSink) async -> DoctorReport.Section {
        let look = await within(limit, else: nil) { await file.look() }
        let check: Check =
            switch look {
            case .success(let words)?: .ok(.output, nil, words)
            case .failure(let objection)?: .failed(.output, nil, objection.text, advice: objection.advice)
            case nil: .late(.output, limit)
            }
        return .init(kind: .sink, name: sink.name, remark: file.traits.type, checks: [check])
    }
}
