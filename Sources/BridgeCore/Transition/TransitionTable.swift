/// Which transition leads from a standing to a settled state: a total function.
///
/// `isLive` decides where the standing alone would leave a ticket open for ever: what was said to have opened and not
/// said to have ended is resolved when it passes, also if a status that nobody knows came between.
package enum TransitionTable {
    /// - Parameters:
    ///   - state: the settled state now; a transient one has no transition.
    ///   - marks: what the finding has been through before.
    /// - Returns: what to tell, or `nil` if there is nothing to tell.
    package static func transition(
        from standing: Standing, to state: FindingState, marks: FindingRow.Marks
    ) -> Transition? {
        switch state {
        case .transient: nil
        case .open: opening(from: standing, marks: marks)
        case .resolved: resolution(from: standing, marks: marks)
        case .suppressed: standing == .unseen ? nil : .suppressed
        case .unknown: .changed
        }
    }

    private static func opening(from standing: Standing, marks: FindingRow.Marks) -> Transition {
        switch standing {
        case .open: .changed
        case .unseen, .resolved, .suppressed, .unknown, .gone:
            if marks.contains(.isLive) { .changed } else if marks.contains(.wasOpen) { .reopened } else { .opened }
        }
    }

    private static func resolution(from standing: Standing, marks: FindingRow.Marks) -> Transition? {
        switch standing {
        case .unseen: nil
        case .open: .resolved
        case .unknown: marks.contains(.isLive) ? .resolved : .changed
        case .resolved, .suppressed, .gone: .changed
        }
    }
}
