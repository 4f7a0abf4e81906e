import AlibabaCloud
import BridgeCore
import HTTPTransport
import Simulator
import Testing

/// Calls the simulated vendor with requests that AlibabaCloud signs.
final class Caller {
    var simulation: Simulation
    var now: Timestamp = .noon
    var key: AccessKey = .simulated
    private var calls = 0
    private let chance = LiveSimulator.Chance()

    init(_ cloud: SimulatedCloud = .standard(at: .noon), settings: SimulatorSettings = SimulatorSettings()) {
        simulation = Simulation(cloud, settings: settings)
    }

    /// The status and the text of an answer.
    func ask(_ request: ReceivedRequest, at now: Timestamp = .noon) -> (status: Int, text: String) {
        let reply = simulation.answer(request, at: now)
        return (reply.status, String(decoding: reply.body, as: UTF8.self))
    }

    struct Answer {
        var status: Int
        var json: JSONValue
        var reply: Reply

        var code: String? { json["Code"]?.string }
        var items: [JSONValue] { json["List"]?.array ?? [] }
        var itemIDs: [Int64] { items.compactMap { $0["ItemId"]?.integer } }
        var checks: [JSONValue] { json["Checks"]?.array ?? [] }
        var checkIDs: [Int64] { checks.compactMap { $0["CheckId"]?.integer } }
        var findings: [JSONValue] { json["CheckRecord"]?["Acls"]?.array ?? [] }
        var tasks: [JSONValue] { json["CheckRecords"]?["Records"]?.array ?? [] }
    }

    /// A signed request; every one has a nonce of its own.
    func request(
        _ action: String, _ parameters: KeyValuePairs<String, String> = [:], method: HTTPRequest.Method? = nil
    ) -> ReceivedRequest {
        calls += 1
        return Self.request(
            action, parameters.map { QueryParameter($0, $1) }, method: method, key: key, now: now,
            nonce: "nonce-\(calls)")
    }

    static func request(
        _ action: String, _ query: [QueryParameter], method: HTTPRequest.Method?, key: AccessKey, now: Timestamp,
        nonce: String, host: String = "localhost"
    ) -> ReceivedRequest {
        let isPost = ["DescribeRiskCheckResult", "ListCheckResult", "AssumeRole"].contains(action)
        let signable = SignableRequest(
            method: method ?? (isPost ? .post : .get), host: host, query: query,
            headers: [
                HTTPHeader(name: "x-acs-action", value: action),
                HTTPHeader(name: "x-acs-version", value: versions[action] ?? "2017-12-07"),
            ])
        let credentials = Credentials(
            accessKeyID: key.id, accessKeySecret: key.secret, securityToken: key.token)
        let signed = signable.signed(with: credentials, date: now, nonce: nonce)
        var received = ReceivedRequest(
            method: signable.method.rawValue, target: "/",
            headers: signed.headers + [HTTPHeader(name: "host", value: host)])
        received.query = query
        return received
    }

    private static let versions = [
        "DescribeRiskCheckResult": "2018-12-03", "ListCheckResult": "2018-12-03", "GetCallerIdentity": "2015-04-01",
        "AssumeRole": "2015-04-01", "AssumeRoleWithOIDC": "2015-04-01",
    ]

    func call(
        _ action: String, _ parameters: KeyValuePairs<String, String> = [:], method: HTTPRequest.Method? = nil
    ) throws -> Answer {
        try send(request(action, parameters, method: method))
    }

    func send(_ request: ReceivedRequest) throws -> Answer {
        let reply = simulation.answer(request, at: now)
        return Answer(status: reply.status, json: try JSONValue(parsing: reply.body), reply: reply)
    }

    func riskChecks(_ parameters: KeyValuePairs<String, String> = [:]) throws -> Answer {
        try call("DescribeRiskCheckResult", parameters)
    }

    func checkResults(_ parameters: KeyValuePairs<String, String> = [:]) throws -> Answer {
        try call("ListCheckResult", parameters)
    }

    func assumeRole(_ arn: String, _ more: KeyValuePairs<String, String> = [:]) throws -> Answer {
        let parameters = [("RoleArn", arn), ("RoleSessionName", "tests")] + more.map { ($0, $1) }
        return try send(
            Self.request(
                "AssumeRole", parameters.map { QueryParameter($0, $1) }, method: nil, key: key, now: now,
                nonce: "role-\(chance.next())"))
    }

    /// Signs with a role's temporary key from now on.
    func play(_ arn: String) throws {
        key = try #require(try assumeRole(arn).sessionKey)
    }

    /// The id of a scope's newest task.
    func taskID(_ scope: AclScope) throws -> String {
        let tasks = try call("DescribeAclChecks", ["AclType": scope.type.rawValue]).tasks
        let task = tasks.first { $0["CheckName"]?.string == scope.check.rawValue }
        return task?["TaskId"]?.string ?? ""
    }

    func findings(_ task: String, page: Int = 1, size: Int = 100) throws -> Answer {
        try call("DescribeAclCheck", ["TaskId": task, "PageNo": "\(page)", "PageSize": "\(size)", "Lang": "en"])
    }

    /// Asks the control API.
    func control(_ method: String, _ path: String, _ body: String = "") throws -> Answer {
        try send(ReceivedRequest(method: method, target: "/simulator/\(path)", headers: [], body: Array(body.utf8)))
    }
}

extension Caller.Answer {
    /// The temporary key of an answer of STS's.
    var sessionKey: AccessKey? {
        guard let credentials = json["Credentials"], let id = credentials["AccessKeyId"]?.string,
            let secret = credentials["AccessKeySecret"]?.string, let token = credentials["SecurityToken"]?.string
        else { return nil }
        return AccessKey(id: id, secret: secret, token: token, account: "")
    }
}

extension Timestamp {
    /// 2026-01-02T12:00:00Z
    static let noon = Timestamp(seconds: 1_767_355_200)
}

extension ReceivedRequest {
    /// A request with another value of one header, or without it.
    func with(_ name: String, _ value: String?) -> ReceivedRequest {
        var copy = self
        copy.headers.removeAll { $0.name.lowercased() == name }
        if let value { copy.headers.append(HTTPHeader(name: name, value: value)) }
        return copy
    }
}

extension Reply {
    /// The value of the first header of that name.
    func value(of name: String) -> String? {
        headers.first { $0.name == name }?.value
    }
}
