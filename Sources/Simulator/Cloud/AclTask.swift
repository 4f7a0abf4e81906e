package import BridgeCore

/// The newest run of one check of Cloud Firewall, with what it found.
package struct AclTask: Sendable {
    /// The API's `CheckStatus`.
    package enum Progress: String, Sendable {
        case checked = "Checked"
        case unchecked = "Unchecked"
        case checking = "Checking"
    }

    package let scope: AclScope
    package internal(set) var id: String
    package internal(set) var progress = Progress.checked
    package internal(set) var level: String
    package internal(set) var lastCheck: Timestamp
    package internal(set) var findings: [AclFinding]
}
