import BridgeCore

/// Makes up policies and address books that look like a real account's, all from one seed.
struct AclFindingGenerator {
    private var random: SplitMix64
    /// Addresses to pad with, made once: a large cloud takes a million of them.
    private var addresses: [String] = []

    init(seed: UInt64) {
        random = SplitMix64(seed: seed)
        addresses = (0..<256).map { _ in cidr() }
    }

    /// For one finding that is made by itself; it cannot be padded.
    init(seedOfOne seed: UInt64) {
        random = SplitMix64(seed: seed)
    }

    /// The uuid of the finding that would be made first.
    var firstUUID: String {
        var copy = random
        return copy.uuid()
    }

    /// A finding whose JSON has at least about `size` bytes.
    mutating func finding(in scope: AclScope, number: Int, size: Int = 0) -> AclFinding {
        let uuid = random.uuid()
        var writer = JSONWriter(reserving: max(size, 1024))
        writer.object { out in
            if scope.type == .addressBook {
                addressBook(uuid, scope, number, &out)
            } else {
                policy(uuid, scope, number, &out)
            }
            padding(upTo: size, &out)
        }
        // Without the braces: what moves from answer to answer is written before it.
        return AclFinding(
            uuid: uuid, status: Self.status(number), members: Array(writer.bytes.dropFirst().dropLast()),
            hits: Int.random(in: 0...900, using: &random))
    }

    mutating func taskID() -> String {
        "task-\(random.hexDigits(16))"
    }

    /// Mostly waiting for someone, as in life.
    static func status(_ number: Int) -> String {
        switch number % 8 {
        case 3: "Processed"
        case 6: "Ignored"
        default: "Pending"
        }
    }

    private mutating func policy(_ uuid: String, _ scope: AclScope, _ number: Int, _ out: inout JSONWriter) {
        out.member("AclUuid", uuid)
        out.member("AclAction", scope.check == .tooLoose ? "accept" : random.pick(["accept", "drop", "log"]))
        traffic(scope, &out)
        application(&out)
        out.member("Description", "\(random.pick(Self.purposes)) \(number)")
        out.member("IpVersion", 4)
        out.member("Release", random.pick(["true", "true", "false"]))
        out.member("SpreadCnt", Int.random(in: 1...20, using: &random))
        lifetime(&out)
        switch scope.type {
        case .nat: out.member("NatGatewayId", "ngw-\(random.hexDigits(16))")
        case .vpc: out.member("VpcFirewallId", "vfw-\(random.hexDigits(16))")
        case .internet, .addressBook: break
        }
    }

    private mutating func traffic(_ scope: AclScope, _ out: inout JSONWriter) {
        let source = scope.check == .tooLoose ? "0.0.0.0/0" : cidr()
        out.member("Direction", random.pick(["in", "out"]))
        out.member("Source", source)
        out.member("SourceType", "net")
        out.member("Destination", scope.check == .sourceDestinationSame ? source : cidr())
        out.member("DestinationType", "net")
        out.member("Proto", random.pick(["TCP", "TCP", "UDP", "ANY"]))
        out.member("DestPort", scope.check == .portHighRisk ? random.pick(Self.riskyPorts) : random.pick(Self.ports))
        out.member("DestPortType", "port")
        out.member("DestPortGroup", "")
    }

    private mutating func application(_ out: inout JSONWriter) {
        let name = random.pick(["ANY", "HTTP", "HTTPS", "SSH", "MySQL"])
        out.member("ApplicationName", name)
        out.member("ApplicationNameList", array: { $0.string(name) })
        out.member("ApplicationId", String(Int.random(in: 1...90, using: &random)))
    }

    private mutating func lifetime(_ out: inout JSONWriter) {
        let created = Int64.random(in: 1_700_000_000...1_760_000_000, using: &random)
        out.member("CreateTime", created)
        out.member("ModifyTime", created + Int64.random(in: 0...5_000_000, using: &random))
        out.member("RepeatType", "Permanent")
        out.member("DomainResolveType", 0)
    }

    private mutating func addressBook(_ uuid: String, _ scope: AclScope, _ number: Int, _ out: inout JSONWriter) {
        let entries = (0..<Int.random(in: 2...6, using: &random)).map { _ in address(scope.check) }
        out.member("AclUuid", "")
        out.member("GroupUuid", uuid)
        out.member("GroupName", "\(random.pick(Self.purposes)) \(number)")
        out.member("GroupType", groupType(scope.check))
        out.member("Description", "address book \(number)")
        out.member("AddressList", array: { out in entries.forEach { out.string($0) } })
        out.member("AddressListCount", entries.count)
        out.member("ReferenceCount", Int.random(in: 0...5, using: &random))
        out.member("AutoAddTagEcs", 0)
        out.member("TagRelation", "and")
        out.member("TagList", array: { _ in })
    }

    private func groupType(_ check: AclCheckName) -> String {
        switch check {
        case .portSeparated: "port"
        case .domainValid: "domain"
        default: "ip"
        }
    }

    private mutating func address(_ check: AclCheckName) -> String {
        switch check {
        case .portSeparated: random.pick(Self.ports)
        case .domainValid: "\(random.hexDigits(6)).example.com"
        default: cidr()
        }
    }

    private mutating func padding(upTo size: Int, _ out: inout JSONWriter) {
        guard size > out.bytes.count, !addresses.isEmpty else { return }
        let count = (size - out.bytes.count) / 20
        let start = Int.random(in: addresses.indices, using: &random)
        out.member(
            "SourceGroupCidrs",
            array: { out in
                for place in start..<(start + count) { out.string(addresses[place % addresses.count]) }
            })
    }

    /// An address from the networks that are reserved for private use.
    private mutating func cidr() -> String {
        let octets = (0..<3).map { _ in String(Int.random(in: 0...255, using: &random)) }
        return "10.\(octets.joined(separator: "."))/32"
    }

    private static let ports = ["80/80", "443/443", "8080/8080", "9000/9100", "5432/5432"]
    private static let riskyPorts = ["22/22", "3389/3389", "445/445", "6379/6379", "0/0"]
    private static let purposes = ["office", "payment gateway", "build farm", "partner link", "monitoring", "办公网"]
}
