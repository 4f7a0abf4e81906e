import BridgeCore
import HTTPTransport

extension Shape where Value == EgressPolicy {
    static var egress: Shape {
        mapping { section in
            let allow = section.optional(
                "allow", .list(of: .addressRange, count: 1...1000), "Where it is given, nothing else may be reached")
            let deny = section.value(
                "deny", .list(of: .addressRange, count: 0...1000), default: [],
                "What may not be reached, except for narrower ranges under allow")
            let policy = EgressPolicy(allow: allow?.flatMap(\.self), deny: deny.flatMap(\.self))
            if let both = policy.deny.first(where: { policy.allow?.contains($0) == true }) {
                section.report("\(both) is allowed and denied", at: "deny", hint: "the narrower range decides")
            }
            return policy
        }
    }
}

extension Shape where Value == [AddressRange] {
    /// A range in the usual notation, an address alone, or a word for several.
    fileprivate static var addressRange: Shape {
        let words: [String: [AddressRange]] = ["private": .privateNetworks, "loopback": .loopback]
        return Shape(
            placeholder: [], schema: { .matching("private|loopback|[0-9A-Fa-f.:]+(/[0-9]{1,3})?") }
        ) { node, path, reading in
            guard let scalar = reading.text(node, path, "a range of addresses") else { return nil }
            if let ranges = words[scalar.text] { return ranges }
            do throws(AddressRange.Fault) {
                return [try AddressRange(scalar.text)]
            } catch {
                reading.report("\(scalar.quoted) \(error.objection)", at: node, path, hint: error.hint)
                return nil
            }
        }
    }
}

extension AddressRange.Fault {
    fileprivate var objection: String {
        switch self {
        case .malformed: "is not a range of addresses"
        case .hostBits: "has bits behind its prefix"
        case .embedded: "holds IPv4 addresses in the guise of IPv6"
        }
    }

    fileprivate var hint: String {
        switch self {
        case .malformed:
            "as in 10.0.0.0/8, fd12:3456::/48, 192.0.2.7, private, loopback; no names, which may resolve to anything"
        case .hostBits(let range): "did you mean \"\(range)\"?"
        case .embedded: "the IPv4 range counts for them, too"
        }
    }
}
