/// The names under which one finding of one scope goes.
package struct FindingSubject: Sendable, Hashable {
    package let scope: Scope
    package let id: String
    /// What tells the finding from all others of all sources: never a TaskId, never a text.
    package let key: String

    package init(scope: Scope, id: String) {
        self.scope = scope
        self.id = id
        key = "\(scope.source)/\(scope.path(to: id))"
    }

    /// The CloudEvents `subject`.
    package var subject: String { "\(scope.kind.rawValue)/\(scope.path(to: id))" }
}

extension Scope {
    fileprivate func path(to id: String) -> String {
        switch part {
        case .riskChecks: id
        case .aclCheck(let type, let check): "\(type)/\(check)/\(id)"
        }
    }

    /// The scope within its source, for people: empty for what has only one.
    package var label: String {
        switch part {
        case .riskChecks: ""
        case .aclCheck(let type, let check): "\(type)/\(check)"
        }
    }
}
