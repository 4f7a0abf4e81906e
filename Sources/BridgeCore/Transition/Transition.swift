/// A change of a finding that is worth telling.
package enum Transition: String, Sendable, Hashable, CaseIterable {
    case opened, reopened, resolved, suppressed
    case severityChanged = "severity_changed"
    case affectedChanged = "affected_changed"
    case vanished, changed
}
