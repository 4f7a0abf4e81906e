import BridgeCore
import Glibc

/// Findings like those of Cloud Firewall's policy checks: uuids for keys, few and shared titles, details of which an
/// event of about 1 KB is made.
struct SyntheticFindings {
    let scopes: Int
    let perScope: Int

    static let identity = SourceIdentity(
        name: "bench-acl", account: "bench", region: "cn-hangzhou", kind: .aclCheck)

    /// What one complete answer shows of one scope that was not known before.
    func snapshot(of number: Int, status: String) -> Snapshot {
        let scope = Scope(
            source: Self.identity.name, part: .aclCheck(type: "Internet", check: "PolicyCheck\(number)"))
        var builder = SnapshotBuilder(scope: scope, known: FindingTable())
        for row in 0..<perScope {
            let id = Self.uuid(number * perScope + row)
            builder.add(id: id, status: status, severity: Self.severity(row), affected: 1) {
                Self.description(of: number, id: id)
            }
        }
        return builder.snapshot(.complete)
    }

    /// An answer of one scope in which nothing but its first finding differs from what is known.
    func snapshot(changing known: FindingTable, of scope: Scope, to status: String) -> Snapshot {
        var builder = SnapshotBuilder(scope: scope, known: known)
        for row in known.indices {
            let id = known.id(of: row)
            let now = row == 0 ? status : known[row].status
            builder.add(id: id, status: now, severity: known[row].severity, affected: known[row].affected) {
                Self.description(of: 0, id: id)
            }
        }
        return builder.snapshot(.complete)
    }

    /// Writes the events of a first answer to standard output, one per line: what the yardsticks send.
    func writeBodies() throws {
        var policy = PollPolicy()
        policy.baseline = .emit
        let cursor = Cursor(identity: CursorIdentity(lineage: "bench", checkpoint: "bench"))
        let poll = Poll(snapshots: (0..<scopes).map { snapshot(of: $0, status: "Pending") })
        let commit = try cursor.advance(
            by: poll, of: Self.identity, under: policy, router: Router(root: Route(sinks: ["siem"])),
            at: Timestamp(seconds: 1_767_323_045))
        for owed in commit.report.events {
            print(String(decoding: owed.event.json, as: UTF8.self))
        }
    }

    private static func description(of scope: Int, id: String) -> FindingDescription {
        FindingDescription(
            title: "Policies without any hit in the last thirty days, check \(scope)", category: "Internet",
            assetType: "policy", checkedAt: Timestamp(seconds: 1_767_323_000), details: details(id))
    }

    private static func details(_ id: String) -> [UInt8] {
        var writer = JSONWriter(reserving: 320)
        writer.object { details in
            details.member("AclUuid", id)
            details.member("AclAction", "accept")
            details.member("Description", "allow the partner's batch job to reach the order system, see change request")
            details.member("Source", "203.0.113.0/24")
            details.member("Destination", "10.20.30.0/24")
            details.member("DestPort", "443/443")
            details.member("Proto", "TCP")
            details.member("Order", 17)
            details.member("Release", true)
        }
        return writer.bytes
    }

    private static func severity(_ row: Int) -> Severity {
        [.high, .medium, .low][row % 3]
    }

    /// Always the same one for the same number.
    private static func uuid(_ number: Int) -> String {
        let high = hexadecimal(UInt64(number) &* 0x9E37_79B9_7F4A_7C15)
        let low = hexadecimal((UInt64(number) ^ 0xD1B5_4A32_D192_ED03) &* 0xBF58_476D_1CE4_E5B9)
        return "\(high.prefix(8))-\(high.dropFirst(8).prefix(4))-\(high.suffix(4))-\(low.prefix(4))-\(low.suffix(12))"
    }

    private static func hexadecimal(_ number: UInt64) -> String {
        let digits = String(number, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
