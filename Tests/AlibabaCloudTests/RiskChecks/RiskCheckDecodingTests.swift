import AlibabaCloud
import BridgeCore
import Testing

/// Every form that the vendor's documentation, models and answers give an item.
@Suite struct RiskCheckDecodingTests {
    private func sightings(_ fixture: String) async throws -> [Sighting] {
        let body = try Resource.bytes("Fixtures/\(fixture)")
        let poll = try await RiskCheckSource(name: "s", client: .testing(ScriptedVendor(script: [.bytes(body)])))
            .poll(knowing: [:])
        return try #require(poll.snapshots.first).changed
    }

    @Test func publishedSampleIsRead() async throws {
        let item = try #require(try await sightings("risk-published.json").first)
        #expect(item.id == "1")
        #expect(item.status == "pass")
        #expect(item.severity == .high)
        #expect(item.affected == 0)
        #expect(
            item.description.title
                == "Cloud platform - Multi-factor authentication configuration of Alibaba Cloud accounts")
        #expect(item.description.category == "Identity authentication and permissions")
        #expect(item.description.assetType == "ECS")
        #expect(item.description.checkedAt == Timestamp(milliseconds: 1_543_991_525_000))
        #expect(item.description.url == "https://yundun.console.aliyun.com/?p=sas")
        #expect(
            String(decoding: item.description.details, as: UTF8.self) == """
                {"TaskId":647189,"RemainingTime":0,"StartStatus":"enabled","Sort":1,"RepairStatus":"disabled",\
                "RiskItemResources":[{"ContentResource":{"type":"link",\
                "value":"Risk: multi-factor authentication is disabled","url":"https://***.aliyun.com/#/secure"},\
                "ResourceName":"bestPractice"}]}
                """)
    }

    @Test func modelFormIsRead() async throws {
        let items = try await sightings("risk-model.json")
        #expect(items.map(\.id) == ["3", "5", "24"])
        #expect(items.map(\.status) == ["failed", "pass", "running"])
        #expect(items.map(\.severity) == [.high, .high, .low])
        #expect(items.map(\.affected) == [1, 0, 7])
        let resources = try #require(items[0].details["RiskItemResources"]?.array)
        #expect(resources[1]["ContentResource"]?["url"]?.string == "https://account.example.com/secure")
        #expect(resources[0]["ContentResource"]?["value"]?.string == "Anyone with the password gets in.")
        #expect(items[1].details["StartStatus"]?.string == "disable")
        #expect(items[2].details["RiskItemResources"] == nil)
    }

    @Test func contentInsideAKeyIsUnwrapped() async throws {
        let item = try #require(try await sightings("risk-content-key.json").first)
        #expect(item.status == "ignored")
        #expect(item.severity == .medium)
        #expect(item.description.title == "AccessKey pair")
        let content = item.details["RiskItemResources"]?.array?.first?["ContentResource"]
        #expect(content == .object([.init("type", .string("link")), .init("value", .string("Delete it"))]))
    }

    @Test func contentThatIsPlainTextIsItsValue() async throws {
        let item = try #require(try await sightings("risk-content-text.json").first)
        let content = item.details["RiskItemResources"]?.array?.first?["ContentResource"]
        #expect(content == .object([.init("value", .string("Delete the key."))]))
    }

    @Test func unknownWordsAreKeptAndNullsAreNothing() async throws {
        let items = try await sightings("risk-sparse.json")
        #expect(items.map(\.id) == ["9223372036854775807", "2"])
        #expect(items.map(\.status) == ["quarantined", "failed"])
        #expect(items.map(\.severity) == [.unknown, .unknown])
        #expect(items[1].description.title.isEmpty)
        #expect(items[1].description.checkedAt == nil)
        #expect(items[1].details["FieldOfTomorrow"] != nil)
    }

    @Test(arguments: ["risk-null-list.json", "risk-no-list.json"])
    func listThatIsNotThereIsEmpty(fixture: String) async throws {
        #expect(try await sightings(fixture).isEmpty)
    }
}
