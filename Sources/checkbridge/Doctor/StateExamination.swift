import Bridge
import BridgeCore

/// Looks at the state folder and the address to listen on, beside whoever holds them.
struct StateExamination: Sendable {
    private let configuration: Configuration
    private let surroundings: DoctorSurroundings
    private let limit: Duration

    init(_ configuration: Configuration, _ surroundings: DoctorSurroundings, _ limit: Duration) {
        self.configuration = configuration
        self.surroundings = surroundings
        self.limit = limit
    }

    func sections() async -> [DoctorReport.Section] {
        let path = configuration.stateDirectory
        let answers = await serviceAnswers
        let findings = StateFindings(
            folder: StateFolderInspection(of: path), allowsNetwork: configuration.allowsNetworkState,
            serviceAnswers: answers, cursor: await cursor)
        let state = DoctorReport.Section(kind: .state, name: path, checks: findings.checks)
        return [state] + (configuration.listen.map { [section($0, serviceRuns: answers)] } ?? [])
    }

    private var serviceAnswers: Bool {
        get async {
            let client = ControlClient(ControlSocket(in: configuration.stateDirectory), patience: limit)
            return (try? await client.ask(.show)) != nil
        }
    }

    private var cursor: StateFindings.CursorFinding {
        get async {
            do {
                guard let contents = try await CursorAccess(configuration).loadIfThere() else { return .none }
                let findings = contents.cursor.scopes.reduce(0) { $0 + $1.findings.count }
                let owed = contents.cursor.outbox.backlog.values.reduce(0, +)
                return .readable(findings: findings, owed: owed)
            } catch {
                return .damaged("\(error)")
            }
        }
    }

    private func section(_ address: ListenAddress, serviceRuns: Bool) -> DoctorReport.Section {
        let probe = ListenAddressProbe(host: address.host, port: address.port)
        let check = ListenFindings(probe: probe, serviceRuns: serviceRuns).check
        return .init(kind: .listen, name: address.description, checks: [check])
    }
}
