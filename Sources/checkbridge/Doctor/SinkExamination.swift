import Bridge
import BridgeCore
import HTTPTransport
import Sinks

/// Looks at one sink; nothing is sent to it.
struct SinkExamination: Sendable {
    private let sink: SinkConfiguration
    private let surroundings: DoctorSurroundings
    private let limit: Duration

    init(_ sink: SinkConfiguration, _ surroundings: DoctorSurroundings, _ limit: Duration) {
        self.sink = sink
        self.surroundings = surroundings
        self.limit = limit
    }

    func sections() async -> [DoctorReport.Section] {
        do {
            let factory = SinkFactory(http: surroundings.http, now: surroundings.now)
            let destination = try factory.destination(sink)
            let traits = destination.traits
            let remark = traits.endpoint.isEmpty ? traits.type : "\(traits.type), \(traits.endpoint)"
            return [.init(kind: .sink, name: sink.name, remark: remark, checks: await checks(of: destination.sink))]
        } catch {
            let check = Check.failed(.secrets, nil, "\(error)", advice: "Correct it in the configuration.")
            return [.init(kind: .sink, name: sink.name, checks: [check])]
        }
    }

    private func checks(of sink: any Sink) async -> [Check] {
        guard let probed = sink as? any ProbedSink else {
            return [.ok(.output, nil, "written to this process's standard output")]
        }
        let prober = surroundings.prober
        // Connecting has its own time-out; what is left are files that do not answer.
        let probe = await within(limit, else: nil) { await probed.probe(by: prober, within: limit) }
        return probe?.checks(at: surroundings.now()) ?? [.late(.connection, limit)]
    }
}
