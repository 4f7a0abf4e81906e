/// An address that was not connected to, and why. Nothing was sent.
package struct EgressRefusal: Sendable, Hashable {
    /// As people write it.
    package var address: String
    package var reason: EgressPolicy.Reason
    /// Whether the URL itself names the address, however spelt; else a name was resolved to it, which may change by itself.
    package var isWritten: Bool

    package init(address: String, reason: EgressPolicy.Reason, isWritten: Bool = false) {
        (self.address, self.reason, self.isWritten) = (address, reason, isWritten)
    }
}

extension EgressRefusal: CustomStringConvertible {
    package var description: String { "refused to connect to \(address): it is \(objection)" }

    private var objection: String {
        switch reason {
        case .reserved(let range): "\(range)"
        case .denied(let range): "in \(range), which is denied"
        case .notAllowed: "in no range that is allowed"
        case .unknown: "not reached by IP"
        }
    }
}
