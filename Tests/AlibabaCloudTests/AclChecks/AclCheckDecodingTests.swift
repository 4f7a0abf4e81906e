import AlibabaCloud
import BridgeCore
import Testing

/// Every form that the vendor's documentation, models and answers give a finding.
@Suite struct AclCheckDecodingTests {
    private func sightings(_ fixture: String) async throws -> [Sighting] {
        let tasks = try Resource.bytes("Fixtures/acl-tasks.json")
        let page = try Resource.bytes("Fixtures/\(fixture)")
        let end = try Resource.bytes("Fixtures/acl-empty.json")
        let vendor = ScriptedVendor { question in
            guard question.action == "DescribeAclCheck" else { return .bytes(tasks) }
            return .bytes(question.parameter("PageNo") == "1" ? page : end)
        }
        let source = AclCheckSource(
            name: "s", client: .testing(vendor), options: AclCheckSource.Options(aclTypes: ["Internet"]))
        let snapshot = try #require(try await source.poll(knowing: [:]).snapshots.first)
        #expect(snapshot.completeness == .complete)
        return snapshot.changed
    }

    @Test func publishedSampleIsRead() async throws {
        let finding = try #require(try await sightings("acl-published.json").first)
        #expect(finding.id == "997b38e0-01fa-4db7-8d30-02ebf6fdb747")
        #expect(finding.status == "Pending")
        #expect(finding.severity == .high)
        #expect(finding.affected == 1)
        #expect(
            finding.description.title
                == "Due to business offline or other reasons, the number of hits of the object policy in a period of time is 0."
        )
        #expect(finding.description.category == "PolicyHitCountZero")
        #expect(finding.description.assetType == "Internet")
        #expect(finding.description.checkedAt == Timestamp(seconds: 1_724_982_259))
        #expect(finding.description.url == "https://yundun.console.aliyun.com/?p=cfwnext")
    }

    @Test func detailsHoldAllThatTheSampleSays() async throws {
        let details = try #require(try await sightings("acl-published.json").first).details
        #expect(details["TaskId"]?.string == "task-c92d4544ef7b6a42")
        #expect(details["AclAssessmentDetail"]?.string == "No traffic hit policy.")
        #expect(details["RecordAssessmentDetail"]?.string?.hasSuffix("specification.") == true)
        let acl = try #require(details["Acl"])
        let published = try Resource.json("Fixtures/acl-published.json")["CheckRecord"]?["Acls"]?.array?.first?["Acl"]
        #expect(acl.members?.map(\.name) == published?.members?.map(\.name))
        #expect(acl["DestPortGroup"]?.string == "my_port_group")
        #expect(acl["RepeatStartTime"]?.string == "08:00")
        #expect(acl["DomainResolveType"]?.string == "FQDN")
        #expect(acl["AddressList"]?.array?.count == 11)
        #expect(acl["AddressList"]?.array?.last?.string == "101.251.238.174/32")
        #expect(acl["HitTimes"] == .number("1"))
    }

    @Test func otherFormsComeOutTheSame() async throws {
        let finding = try #require(try await sightings("acl-variants.json").first)
        #expect(finding.id == "b91d86c3-2b52-4534-aae9-8d0339b12a48")
        #expect(finding.status == "Processed")
        #expect(finding.severity == .unknown)
        #expect(finding.description.title == "PolicyHitCountZero")
        let acl = try #require(finding.details["Acl"])
        #expect(acl["Release"]?.string == "true")
        #expect(acl["DomainResolveType"]?.string == "FQDN_AND_DNS")
        #expect(acl["Order"]?.string == "desc")
        #expect(acl["HitTimes"] == .number("12"))
        #expect(acl["RepeatDays"] == .array([.number("1"), .number("6")]))
        #expect(acl["AddressList"] == .array([.string("10.0.0.1/32"), .string("10.0.0.2/32")]))
        #expect(acl["SourceGroupCidrs"] == nil)
        #expect(acl["TagList"]?.array?.first?["TagValue"]?.string == "v")
    }

    @Test func findingWithoutPolicyIsTheAnonymousOne() async throws {
        let finding = try #require(try await sightings("acl-null-acl.json").first)
        #expect(finding.id == "-")
        #expect(finding.status == "Ignored")
        #expect(finding.severity == .low)
        #expect(finding.description.title == "PolicyHitCountZero")
    }
}
