/// A policy or an address book that a Cloud Firewall check found fault with.
package struct AclFinding: Sendable {
    /// The uuid that names it: the policy's `AclUuid`, for address books their `GroupUuid`.
    package let uuid: String
    /// `Pending`, `Processed` or `Ignored`; raw, so that the simulator can also say something new.
    package internal(set) var status: String
    /// The members of `Acl` that do not move, written once as JSON without the braces: a page is then mostly copying.
    let members: [UInt8]
    /// Hits at the start; every answer counts on from here.
    let hits: Int
}
