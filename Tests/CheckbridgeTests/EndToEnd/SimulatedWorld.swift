import BridgeCore
import HTTPTransport
import TestSupport

/// `checkbridge simulate` as a process, and the configuration that leads to it.
struct SimulatedWorld {
    let folder: TemporaryFolder
    private let simulator: RunningProgram
    let port: Int

    init() async throws {
        folder = try TemporaryFolder()
        simulator = try Program().start(["simulate", "--listen", "127.0.0.1:0"])
        let line = await simulator.lineOnErrors(containing: "listens on") ?? ""
        let digits = line.split(separator: ":").dropFirst().first?.prefix { $0.isNumber } ?? ""
        guard let port = Int(digits) else { throw NotReady(line: line) }
        self.port = port
    }

    struct NotReady: Error {
        let line: String
    }

    /// The simulated account's own access key.
    static let accessKey =
        "{access_key_id: LTAI5tSimulatedKey000001, access_key_secret: simulated-access-key-secret-01}"

    /// A configuration with both sources.
    /// - Parameter sts: the URL of STS, if it is not the simulator's.
    func configuration(
        listen: String = "\"off\"", sinks: String, route: String, extra: String = "",
        credentials: String = accessKey, sts: String? = nil
    ) throws -> String {
        let text = """
            state_dir: \(folder.path("state"))
            listen: \(listen)
            log: {level: info, format: json}
            \(extra)
            accounts:
              - name: test
                region: cn-hangzhou
                qps: 1000
                credentials: \(credentials)
                endpoints:
                  security_center: "http://127.0.0.1:\(port)"
                  cloud_firewall: "http://127.0.0.1:\(port)"
                  sts: "\(sts ?? "http://127.0.0.1:\(port)")"
            sources:
              - {name: risk, type: risk_checks, account: test, every: 1s}
              - {name: acl, type: acl_checks, account: test, every: 1s}
            sinks: \(sinks)
            route: \(route)
            """
        return try folder.write(text, to: "checkbridge.yaml")
    }

    /// Changes the simulated account.
    /// - Returns: the status of the answer.
    @discardableResult
    func post(_ path: String, _ json: String) async throws -> Int {
        try await send(HTTPRequest(method: .post, url: "http://127.0.0.1:\(port)\(path)", body: Array(json.utf8)))
            .status
    }

    /// What the fake sink of that name took.
    func received(by sink: String) async throws -> JSONValue {
        let request = HTTPRequest(method: .get, url: "http://127.0.0.1:\(port)/simulator/received/\(sink)")
        return try JSONValue(parsing: try await send(request).body)
    }

    func send(_ request: HTTPRequest) async throws -> HTTPResponse {
        let transport = try CurlTransport(configuration: .init(userAgent: "tests"))
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await transport.run() }
            defer { group.cancelAll() }
            return try await transport.execute(request)
        }
    }
}
