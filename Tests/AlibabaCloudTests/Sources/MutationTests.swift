import AlibabaCloud
import BridgeCore
import HTTPTransport
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

/// Damages bytes the same way for the same seed.
struct Mutator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    /// SplitMix64.
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = (state ^ state >> 30) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ word >> 27) &* 0x94D0_49BB_1331_11EB
        return word ^ word >> 31
    }

    mutating func mutate(_ original: [UInt8]) -> [UInt8] {
        var bytes = original
        for _ in 0..<Int.random(in: 1...3, using: &self) where !bytes.isEmpty { damage(&bytes) }
        return bytes
    }

    private mutating func damage(_ bytes: inout [UInt8]) {
        let place = Int.random(in: 0..<bytes.count, using: &self)
        let end = min(bytes.count, place + Int.random(in: 1...40, using: &self))
        switch Int.random(in: 0..<6, using: &self) {
        case 0: bytes[place] = UInt8.random(in: .min ... .max, using: &self)
        case 1: bytes[place] = Array(#"{}[]",:\0-eu"#.utf8).randomElement(using: &self) ?? 0
        case 2: bytes.removeSubrange(place..<end)
        case 3: bytes.insert(contentsOf: bytes[place..<end], at: place)
        case 4: bytes.removeSubrange(place...)
        default: bytes.insert(contentsOf: Self.oddities.randomElement(using: &self)?.utf8 ?? "".utf8, at: place)
        }
    }

    private static let oddities = [
        "null", "[]", "{}", "\"\"", "-1", "1e999", "99999999999999999999", "\\ud800", "\u{0}", "true",
        String(repeating: "[", count: 70),
    ]
}
