/// ListCheckResult's words for how a check stands, told in those of its predecessor: routes, filters and messages then
/// read the same whichever of the two APIs a source reads. The vendor's own word stays in the finding's details.
enum CheckResultStatus {
    /// - Parameter word: the vendor's, without blanks around it. One that nobody knows stays as it is.
    static func status(_ word: String) -> String {
        switch word.uppercased() {
        case "PASS": "pass"
        case "NOT_PASS": "failed"
        case "CHECKING": "running"
        // FAILED says that the check could not be carried out, nothing of what it looks for: as if it were to come.
        case "NOT_CHECK", "FAILED": "waiting"
        // One word for what were two, ignored and falsePositive; both are suppressed.
        case "WHITELIST": "ignored"
        default: word
        }
    }
}
