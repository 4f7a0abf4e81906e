import AlibabaCloud
import BridgeCore
import HTTPTransport
import Synchronization

/// Files, variables, programs and services for credentials to come from.
final class ScriptedWorld: Sendable {
    let vendor: ScriptedVendor
    let time: ManualTime
    private let environment: [String: String]
    private let metadata: Endpoint?
    private let state: Mutex<State>

    private struct State {
        var files: [String: String]
        var commands: [Command] = []
        var result: Result<String, CommandError>
    }

    init(
        environment: [String: String] = [:], files: [String: String] = [:], metadata: Endpoint? = nil,
        time: ManualTime = ManualTime(), command: Result<String, CommandError> = .failure(.failed(status: 1)),
        vendor: ScriptedVendor = ScriptedVendor(script: [.failure(.connect())])
    ) {
        self.environment = environment
        self.metadata = metadata
        self.time = time
        self.vendor = vendor
        state = Mutex(State(files: files, result: command))
    }

    subscript(file path: String) -> String? {
        get { state.withLock { $0.files[path] } }
        set { state.withLock { $0.files[path] = newValue } }
    }

    var commands: [Command] { state.withLock { $0.commands } }

    var surroundings: CredentialsSurroundings {
        CredentialsSurroundings(
            environment: environment, home: "/home/me", readFile: { [self] path, limit in try read(path, limit) },
            replaceFile: { [self] path, bytes in self[file: path] = String(decoding: bytes, as: UTF8.self) },
            run: { [self] command in try run(command) }, http: vendor, metadata: metadata,
            securityToken: SecurityTokenHosts(region: "cn-hangzhou", environment: environment),
            time: time.surroundings)
    }

    func provider(of plan: CredentialsPlan) -> any CredentialsProvider {
        ProviderFactory(surroundings).provider(of: plan)
    }

    private func read(_ path: String, _ limit: Int) throws -> [UInt8] {
        guard let text = self[file: path] else { throw NoSuchFile() }
        return Array(text.utf8.prefix(limit))
    }

    private func run(_ command: Command) throws -> [UInt8] {
        let result = state.withLock { state in
            state.commands.append(command)
            return state.result
        }
        return Array(try result.get().utf8)
    }

    private struct NoSuchFile: Error, CustomStringConvertible {
        var description: String { "no such file" }
    }
}

/// What services that hand out credentials answer.
extension ScriptedVendor.Answer {
    /// A session that ends at `expiry`.
    static func session(_ key: String, until expiry: Timestamp) -> Self {
        json(#"{"RequestId":"R-1","Credentials":\#(fields(key, expiry))}"#)
    }

    /// The same as the metadata service says it.
    static func instanceSession(_ key: String, until expiry: Timestamp, code: String = "Success") -> Self {
        json(#"{"Code":"\#(code)",\#(fields(key, expiry).dropFirst())"#)
    }

    static func fields(_ key: String, _ expiry: Timestamp) -> String {
        #"{"AccessKeyId":"\#(key)","AccessKeySecret":"\#(Keys.secret)","SecurityToken":"\#(Keys.token)","#
            + #""Expiration":"\#(expiry)"}"#
    }
}

extension Question {
    /// All parameters, of the query and of a form, not escaped.
    var parameters: [String: String] {
        let query = request.url.split(separator: "?", maxSplits: 1).dropFirst().first.map(String.init) ?? ""
        let form = header("content-type") == "application/x-www-form-urlencoded" ? request.body ?? [] : []
        let pairs = [query, String(decoding: form, as: UTF8.self)].flatMap { $0.split(separator: "&") }.map { pair in
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map {
                PercentEncoding.decode(String($0).replacing("+", with: " "))
            }
            return (parts[0], parts.count > 1 ? parts[1] : "")
        }
        return Dictionary(pairs) { $1 }
    }

    var body: String { String(decoding: request.body ?? [], as: UTF8.self) }
}
