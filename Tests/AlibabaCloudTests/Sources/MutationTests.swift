import AlibabaCloud
import BridgeCore
import HTTPTransport
import TestSupport
import Testing

/// Damaged answers: whatever the bytes are, they become findings or an error, and never end the process.
@Suite struct MutationTests {
    static let risk = [
        "risk-published.json", "risk-model.json", "risk-content-key.json", "risk-sparse.json", "error.json",
        "error.xml",
    ]
    static let check = ["check-model.json", "check-variants.json", "check-sparse.json", "error.json"]
    static let acl = ["acl-published.json", "acl-variants.json", "acl-null-acl.json", "acl-tasks.json", "error.json"]

    /// A second try would get the same bytes.
    private let once = PollRetry(tries: 1)

    @Test(arguments: risk) func damagedRiskChecksAreReadOrRefused(fixture: String) async throws {
        let original = try Resource.bytes("Fixtures/\(fixture)")
        var mutator = Mutator(seed: 20_260_102)
        for round in 0..<400 {
            let body = mutator.mutate(original)
            let status = round % 7 == 0 ? 400 : 200
            let source = RiskCheckSource(
                name: "s", client: .testing(ScriptedVendor(script: [.bytes(body, status: status)]), retry: once))
            await Self.pollSurvives(source)
        }
    }

    @Test(arguments: check) func damagedCheckResultsAreReadOrRefused(fixture: String) async throws {
        let original = try Resource.bytes("Fixtures/\(fixture)")
        var mutator = Mutator(seed: 20_260_104)
        for _ in 0..<400 {
            let vendor = ScriptedVendor(script: [.bytes(mutator.mutate(original))])
            await Self.pollSurvives(CheckResultSource(name: "s", client: .testing(vendor, retry: once)))
        }
    }

    @Test(arguments: acl) func damagedACLChecksAreReadOrRefused(fixture: String) async throws {
        let original = try Resource.bytes("Fixtures/\(fixture)")
        let tasks = try Resource.bytes("Fixtures/acl-tasks.json")
        var mutator = Mutator(seed: 20_260_103)
        for _ in 0..<400 {
            let body = mutator.mutate(original)
            let isList = fixture == "acl-tasks.json"
            let vendor = ScriptedVendor { question in
                .bytes(question.action == "DescribeAclChecks" && !isList ? tasks : body)
            }
            let options = AclCheckSource.Options(aclTypes: ["NAT"], maximumPages: 3)
            await Self.pollSurvives(AclCheckSource(name: "s", client: .testing(vendor, retry: once), options: options))
        }
    }

    /// Every sighting keeps the promises of its type; every error is a `SourceError`.
    private static func pollSurvives(_ source: some Source) async {
        do {
            for sighting in try await source.poll(knowing: [:]).snapshots.flatMap(\.changed) {
                #expect((1...256).contains(sighting.id.utf8.count) && !sighting.status.isEmpty)
                #expect((try? JSONValue(parsing: sighting.description.details))?.members != nil)
            }
        } catch let error as SourceError {
            #expect(error.message.utf8.count <= 500)
        } catch {
            Issue.record(error)
        }
    }
}
