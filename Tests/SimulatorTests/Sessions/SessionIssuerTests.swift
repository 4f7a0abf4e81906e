import AlibabaCloud
import BridgeCore
import HTTPTransport
import Simulator
import Testing

@Suite struct SessionIssuerTests {
    private let arn = "acs:ram::\(AccessKey.simulated.account):role/reader"

    @Test func aRoleIsPlayedWithItsKey() throws {
        let caller = Caller()
        try caller.play(arn)
        #expect(caller.key.id.hasPrefix("STS."))
        #expect(try caller.riskChecks().status == 200)
        let identity = try caller.call("GetCallerIdentity").json
        #expect(identity["IdentityType"]?.string == "AssumedRoleUser")
        #expect(identity["AccountId"]?.string == AccessKey.simulated.account)
        #expect(identity["Arn"]?.string == "acs:ram::\(AccessKey.simulated.account):assumed-role/reader/tests")
    }

    @Test func twoKeysAreNeverTheSame() throws {
        let caller = Caller()
        let keys = try (0..<2).map { _ in try #require(try caller.assumeRole(arn).sessionKey) }
        #expect(keys[0].id != keys[1].id)
        #expect(keys[0].secret != keys[1].secret)
    }

    @Test(arguments: [(nil, 3600), ("900", 900), ("43200", 43_200)])
    func aKeyLastsAsLongAsWasAsked(duration: String?, seconds: Int) throws {
        let caller = Caller()
        let answer = try duration.map { try caller.assumeRole(arn, ["DurationSeconds": $0]) } ?? caller.assumeRole(arn)
        caller.key = try #require(answer.sessionKey)
        let end = Timestamp.noon + .seconds(seconds)
        #expect(answer.json["Credentials"]?["Expiration"]?.string == end.description)
        caller.now = end + .seconds(-1)
        #expect(try caller.riskChecks().status == 200)
        caller.now = end
        #expect(try caller.riskChecks().code == "InvalidSecurityToken.Expired")
    }

    @Test func aRoleIsAssumedFromARole() throws {
        let caller = Caller()
        try caller.play(arn)
        try caller.play("acs:ram::7:role/other")
        #expect(try caller.call("GetCallerIdentity").json["AccountId"]?.string == "7")
    }

    @Test func aKeyIsWorthNothingWithoutItsOwnToken() throws {
        let caller = Caller()
        let (first, second) = (try caller.assumeRole(arn).sessionKey, try caller.assumeRole(arn).sessionKey)
        caller.key = try #require(first)
        caller.key.token = second?.token
        #expect(try caller.riskChecks().code == "InvalidSecurityToken.MismatchWithAccessKey")
        caller.key.token = "CAISbm9uc2Vuc2U="
        #expect(try caller.riskChecks().code == "InvalidSecurityToken.Malformed")
        caller.key.token = nil
        #expect(try caller.riskChecks().code == "MissingSecurityToken")
    }

    @Test func aKeyOfAnotherSimulatorIsWorthNothing() throws {
        var settings = SimulatorSettings()
        settings.seed = 2
        let caller = Caller(settings: settings)
        try caller.play(arn)
        let other = Caller()
        other.key = caller.key
        #expect(try other.riskChecks().code == "InvalidSecurityToken.Malformed")
    }

    @Test func theTokenMustBeSigned() throws {
        let caller = Caller()
        try caller.play(arn)
        let request = caller.request("DescribeRiskCheckResult")
        let header = try #require(request.headers.first { $0.name == "Authorization" }?.value)
        let unsigned = request.with("authorization", header.split(separator: ";x-acs-security-token").joined())
        #expect(try caller.send(unsigned).code == "IncompleteSignature")
    }

    @Test(arguments: [
        ("DurationSeconds", "899"), ("DurationSeconds", "43201"), ("DurationSeconds", "x"), ("ExternalId", "x"),
    ])
    func aWrongParameterIsRefusedByName(name: String, value: String) throws {
        let answer = try Caller().send(
            Caller().request("AssumeRole", ["RoleArn": arn, "RoleSessionName": "s2", name: value]))
        #expect(answer.status == 400)
        #expect(answer.code == "InvalidParameter.\(name)")
    }

    @Test(arguments: [
        (["RoleArn": "nonsense", "RoleSessionName": "s2"], "InvalidParameter.RoleArn"),
        (["RoleSessionName": "s2"], "MissingRoleArn"),
        (["RoleArn": "acs:ram::1:role/x"], "MissingRoleSessionName"),
        (["RoleArn": "acs:ram::1:role/x", "RoleSessionName": "a b"], "InvalidParameter.RoleSessionName"),
        (["RoleArn": "acs:ram::1:role/x", "RoleSessionName": "a"], "InvalidParameter.RoleSessionName"),
        (["RoleArn": "acs:ram::1:role/x", "RoleSessionName": "s2", "Policy": "{"], "InvalidParameter.PolicyGrammar"),
    ])
    func whatIsMissingOrOddIsRefused(parameters: [String: String], code: String) throws {
        let query = parameters.map { QueryParameter($0.key, $0.value) }
        let caller = Caller()
        let request = Caller.request(
            "AssumeRole", query, method: nil, key: caller.key, now: .noon, nonce: "n-\(parameters)")
        #expect(try caller.send(request).code == code)
    }

    @Test(arguments: ["AssumeRole", "metadata", "credentials"]) func keysCanBeHandedOutThatHaveExpired(_ target: String)
        throws
    {
        let caller = Caller()
        caller.simulation.inject(FaultRule(target, .expiredToken))
        let key =
            switch target {
            case "AssumeRole": try caller.assumeRole(arn).sessionKey
            case "metadata": try caller.bareKey("/latest/meta-data/ram/security-credentials/checkbridge-ecs")
            default: try caller.bareKey("/credentials")
            }
        caller.key = try #require(key)
        #expect(try caller.riskChecks().code == "InvalidSecurityToken.Expired")
    }

    @Test func aFaultMakesAGoodKeyExpire() throws {
        let caller = Caller()
        caller.simulation.inject(FaultRule("ListCheckResult", .expiredToken))
        #expect(try caller.checkResults().code == "InvalidSecurityToken.Expired")
        #expect(try caller.checkResults().status == 200)
    }

    @Test func anotherAccountAnswersIfThatIsPlanned() throws {
        let caller = Caller()
        caller.simulation.inject(FaultRule("*", .wrongAccount, times: 2))
        #expect(try caller.call("GetCallerIdentity").json["AccountId"]?.string == "6666666666666666")
        let theirs = try caller.riskChecks(["PageSize": "100"]).items
        #expect(try caller.riskChecks(["PageSize": "100"]).items.map { $0["Status"] } != theirs.map { $0["Status"] })
    }

    @Test func noRightToAssumeIsSaidInTheWordsOfSTS() throws {
        let caller = Caller()
        caller.simulation.inject(FaultRule("AssumeRole", .forbidden))
        let answer = try caller.assumeRole(arn)
        #expect(answer.status == 403)
        #expect(answer.code == "NoPermission")
        #expect(answer.json["AccessDeniedDetail"]?["AuthAction"]?.string == "sts:AssumeRole")
    }
}
