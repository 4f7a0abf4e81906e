import BridgeCore
import HTTPTransport
import Simulator
import Testing

@Suite struct MetadataServiceTests {
    private let roles = "/latest/meta-data/ram/security-credentials/"

    private func token(_ caller: Caller, seconds: String = "21600") -> (status: Int, text: String) {
        let headers = [HTTPHeader(name: "X-aliyun-ecs-metadata-token-ttl-seconds", value: seconds)]
        return caller.ask(ReceivedRequest(method: "PUT", target: "/latest/api/token", headers: headers))
    }

    private func get(
        _ caller: Caller, _ target: String, token: String?, at now: Timestamp = .noon
    ) -> (status: Int, text: String) {
        let headers = token.map { [HTTPHeader(name: "X-aliyun-ecs-metadata-token", value: $0)] } ?? []
        return caller.ask(ReceivedRequest(method: "GET", target: target, headers: headers), at: now)
    }

    @Test func aTokenOpensTheRoleAndItsKeys() throws {
        let caller = Caller()
        let token = token(caller)
        #expect(token.status == 200)
        #expect(get(caller, roles, token: token.text).text == "checkbridge-ecs")
        let json = try JSONValue(parsing: Array(get(caller, roles + "checkbridge-ecs", token: token.text).text.utf8))
        #expect(json["Code"]?.string == "Success")
        #expect(json["Expiration"]?.string == (Timestamp.noon + .seconds(6 * 3600)).description)
        #expect(json["LastUpdated"]?.string == Timestamp.noon.description)
        caller.key = try #require(try caller.bareKey(roles + "checkbridge-ecs"))
        #expect(try caller.call("GetCallerIdentity").json["AccountId"]?.string == AccessKey.simulated.account)
    }

    @Test func withoutATokenItIsTheFirstVersion() {
        #expect(get(Caller(), roles, token: nil).status == 200)
    }

    @Test func aTokenThatIsWrongOrOverIsRefused() {
        let caller = Caller()
        let token = token(caller, seconds: "60").text
        #expect(get(caller, roles, token: token, at: .noon + .seconds(59)).status == 200)
        #expect(get(caller, roles, token: token, at: .noon + .seconds(60)).status == 401)
        #expect(get(caller, roles, token: "1\(token)").status == 401)
        #expect(get(caller, roles, token: "nonsense").status == 401)
    }

    @Test(arguments: ["0", "21601", "x", ""]) func aLifetimeMustMakeSense(seconds: String) {
        #expect(token(Caller(), seconds: seconds).status == 400)
    }

    @Test(arguments: ["/latest/meta-data/ram/security-credentials/other", "/latest/user-data", "/latest"])
    func anythingElseIsNotThere(target: String) {
        #expect(get(Caller(), target, token: nil).status == 404)
    }

    @Test(arguments: [
        (Fault.forbidden, 403), (.throttle(wait: nil), 429), (.status(500), 500), (.retired, 404), (.html, 200),
    ])
    func itFailsAsPlanned(fault: Fault, status: Int) {
        let caller = Caller()
        caller.simulation.inject(FaultRule("metadata", fault))
        let refused = get(caller, roles, token: nil)
        #expect(refused.status == status)
        #expect(refused.text != "checkbridge-ecs")
        #expect(get(caller, roles, token: nil).text == "checkbridge-ecs")
    }
}

@Suite struct CredentialsURITests {
    @Test func keysAreHandedOut() throws {
        let caller = Caller()
        caller.key = try #require(try caller.bareKey("/credentials?x=1"))
        let arn = try caller.call("GetCallerIdentity").json["Arn"]?.string
        #expect(arn == "acs:ram::\(AccessKey.simulated.account):assumed-role/checkbridge/credentials-uri")
    }

    @Test func keysOfAnotherAccountAreHandedOut() throws {
        let caller = Caller()
        caller.key = try #require(try caller.bareKey("/credentials?account=42"))
        #expect(try caller.call("GetCallerIdentity").json["AccountId"]?.string == "42")
    }

    @Test func anAccountThatIsNoneIsNotThere() {
        let request = ReceivedRequest(method: "GET", target: "/credentials?account=x", headers: [])
        #expect(Caller().ask(request).status == 404)
    }
}

extension Caller {
    /// The key that the metadata service or a credentials URI answers with.
    func bareKey(_ target: String) throws -> AccessKey? {
        let json = try send(ReceivedRequest(method: "GET", target: target, headers: [])).json
        guard let id = json["AccessKeyId"]?.string, let secret = json["AccessKeySecret"]?.string else { return nil }
        return AccessKey(id: id, secret: secret, token: json["SecurityToken"]?.string, account: "")
    }
}
