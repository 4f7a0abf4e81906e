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
        var findings = StateFindings(
            folder: StateFolderInspection(of: path), allowsNetwork: configuration.allowsNetworkState,
            serviceAnswers: false, cursor: await cursor)
        await askService(&findings)
        let state = DoctorReport.Section(kind: .state, name: path, checks: findings.checks)
        return [state]
            + (configuration.listen.map { [section($0.address, serviceRuns: findings.serviceAnswers)] } ?? [])
    }

    private func askService(_ findings: inout StateFindings) async {
        let client = ControlClient(ControlSocket(in: configuration.stateDirectory), patience: limit)
        do throws(ControlSocketError) {
            _ = try await client.ask(.show)
            findings.serviceAnswers = true
        } catch {
            if case .pathTooLong = error { findings.socketTrouble = "\(error)" }
            // Else nobody is there, or nobody who answers: the lock tells which.
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
