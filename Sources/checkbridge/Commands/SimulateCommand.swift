import ArgumentParser
import Bridge
import BridgeCore
import Logging
import ServiceLifecycle
import Simulator

/// `checkbridge simulate`
struct SimulateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "simulate",
        abstract: "Serves a fake Alibaba Cloud and fake sinks on this machine, for trying things out.",
        discussion: """
            The account's access key is LTAI5tSimulatedKey000001 with the secret simulated-access-key-secret-01.
            Change what it answers while it runs:
              curl -X POST 127.0.0.1:9700/simulator/items/3 -d '{"status":"failed"}'
            See what the fake sinks got:
              curl 127.0.0.1:9700/simulator/received
            It stands for STS (AssumeRole, AssumeRoleWithOIDC), for the metadata service of an instance and, at
            /credentials, for a credentials URI, too. The role acs:ram::ACCOUNT:role/NAME of any account leads into an
            account with findings of its own; with --accounts there are so many, numbered from 2000000000000000.
            """)

    @Option(help: "The address to listen on.")
    var listen = "127.0.0.1:9700"

    @Option(help: "An address for mails, as in 127.0.0.1:2525, in the clear; none without it.")
    var mail: String?

    @Option(
        help: "How many Cloud Firewall findings to make up, instead of the usual account; with --accounts, for each.")
    var findings: Int?

    @Option(help: "How many accounts there are beside the usual one, each led into by a role of it.")
    var accounts: Int?

    func validate() throws {
        for (name, text) in [("--listen", listen), ("--mail", mail ?? listen)] where Self.address(text) == nil {
            throw ValidationError("\(name) takes HOST:PORT, as in 127.0.0.1:9700")
        }
        guard (1...2_000_000).contains(findings ?? 1) else { throw ValidationError("--findings takes 1 to 2000000") }
        guard (1...100_000).contains(accounts ?? 1) else { throw ValidationError("--accounts takes 1 to 100000") }
    }

    func run() async throws {
        ProcessSetup.prepare()
        guard let (host, port) = Self.address(listen) else { return }
        let now = SystemTime().now()
        let simulator = Simulator(Simulation(cloud(at: now)), now: { SystemTime().now() })
        let server = SimulatorServer(simulator, host: host, port: port, logger: .quiet)
        try await withGracefulSignals {
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await serveMail(simulator) }
                group.addTask {
                    try await server.run { port in
                        Terminal.complain("the simulated cloud listens on \(host):\(port); its state: /simulator/state")
                        tellAccounts()
                    }
                }
                try await group.waitForAll()
            }
        }
    }

    private func serveMail(_ simulator: Simulator) async throws {
        guard let (host, port) = mail.flatMap(Self.address) else { return }
        try await SMTPServer(simulator, host: host, port: port).run { port in
            Terminal.complain("the simulated mail server listens on \(host):\(port)")
        }
    }

    private func tellAccounts() {
        guard let accounts else { return }
        let (first, last) = (MemberAccounts.id(0), MemberAccounts.id(accounts - 1))
        Terminal.complain("accounts \(first) to \(last); assume acs:ram::\(first):role/checkbridge, for one")
    }

    private func cloud(at now: Timestamp) -> SimulatedCloud {
        guard let accounts else {
            return findings.map { SimulatedCloud.large(findings: $0, at: now) } ?? .standard(at: now)
        }
        var cloud = SimulatedCloud.standard(at: now)
        cloud.members = MemberAccounts(count: accounts, findings: findings ?? 2000, since: now)
        return cloud
    }

    private static func address(_ text: String) -> (host: String, port: Int)? {
        guard let colon = text.lastIndex(of: ":"), let port = Int(text[text.index(after: colon)...]),
            (0...65_535).contains(port), colon > text.startIndex
        else { return nil }
        return (String(text[..<colon]), port)
    }
}
