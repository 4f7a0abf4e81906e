import AlibabaCloud
import BridgeCore
import Testing

/// Every form that the vendor's models and answers give a check.
@Suite struct CheckResultDecodingTests {
    private func sightings(_ body: [UInt8]) async throws -> [Sighting] {
        let poll = try await CheckResultSource(name: "s", client: .testing(ScriptedVendor(script: [.bytes(body)])))
            .poll(knowing: [:])
        return try #require(poll.snapshots.first).changed
    }

    private func sightings(_ fixture: String) async throws -> [Sighting] {
        try await sightings(Resource.bytes("Fixtures/\(fixture)"))
    }

    @Test func modelFormIsRead() async throws {
        let check = try #require(try await sightings("check-model.json").first)
        #expect(check.id == "check-58")
        #expect(check.status == "failed")
        #expect(check.severity == .high)
        #expect(check.affected == 1)
        #expect(check.description.title == "Bucket permissions")
        #expect(check.description.category == "Data security")
        #expect(check.description.assetType == "OSS")
        #expect(check.description.checkedAt == Timestamp(seconds: 1_763_712_550))
        #expect(check.description.url == "https://yundun.console.aliyun.com/?p=sas")
        #expect(
            String(decoding: check.description.details, as: UTF8.self).hasPrefix(
                #"{"CheckId":58,"Status":"NOT_PASS","TaskId":"b1b2c3","InstanceSubType":"INSTANCE","Vendor":"ALIYUN""#))
        #expect(check.details["CheckPolicies"]?.array?.count == 2)
        for told in ["CheckShowName", "RiskLevel", "LastCheckTime", "InstanceType"] {
            #expect(check.details[told] == nil)
        }
    }

    @Test func statusesAreToldInThePredecessorsWords() async throws {
        let statuses = try await sightings("check-model.json").map(\.status)
        #expect(statuses == ["failed", "pass", "running", "waiting", "ignored", "waiting"])
        let states = statuses.map { FindingState(status: $0, kind: .riskCheck) }
        #expect(states == [.open, .resolved, .transient, .transient, .suppressed, .transient])
    }

    @Test func theVendorsOwnWordStaysInTheDetails() async throws {
        let words = try await sightings("check-model.json").map { $0.details["Status"]?.string }
        #expect(words == ["NOT_PASS", "PASS", "CHECKING", "NOT_CHECK", "WHITELIST", "FAILED"])
    }

    @Test func textForNumbersAndOneObjectForAListAreTaken() async throws {
        let check = try #require(try await sightings("check-variants.json").first)
        #expect(check.id == "check-58")
        #expect(check.status == "failed")
        #expect(check.severity == .unknown)
        #expect(check.description.title == "Bucket permissions")
        #expect(check.description.category == "Best practices")
        #expect(check.description.assetType.isEmpty)
        #expect(check.description.checkedAt == Timestamp(seconds: 1_763_712_550))
        #expect(check.details["AssetType"]?.integer == 10)
        #expect(check.details["CheckPolicies"]?.array?.first?["StandardId"] == .number("5"))
        #expect(check.details["FieldOfTomorrow"] != nil)
    }

    @Test func unknownWordsAreKeptAndNullsAreNothing() async throws {
        let checks = try await sightings("check-sparse.json")
        #expect(checks.map(\.id) == ["check-9223372036854775807", "check-2"])
        #expect(checks.map(\.status) == ["QUARANTINED", "failed"])
        #expect(checks[1].description.title.isEmpty)
        #expect(checks[1].description.category.isEmpty)
    }

    @Test(arguments: [
        #"{"PageInfo":{"TotalCount":0},"Checks":null}"#, #"{"PageInfo":{"TotalCount":0}}"#,
        #"{"PageInfo":null,"Checks":[]}"#,
    ])
    func listThatIsNotThereIsEmpty(body: String) async throws {
        #expect(try await sightings(Array(body.utf8)).isEmpty)
    }
}
