package import HTTPTransport

extension EgressRefusal {
    /// What to do about it.
    package var advice: String {
        let target = isWritten ? "put the receiver's own address into url" : "look what the name in url resolves to"
        return switch reason {
        case .reserved, .unknown: "No setting allows it: \(target)."
        case .denied:
            "If it is the right one, allow it under egress.allow or take it out of egress.deny; else \(target)."
        case .notAllowed: "If it is the right one, add it to egress.allow; else \(target)."
        }
    }
}
