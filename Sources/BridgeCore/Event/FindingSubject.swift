/// The names under which one finding of one scope goes.
package struct FindingSubject: Sendable, Hashable {
    package var scope: Scope
    package var id: String

    package init(scope: Scope, id: String) {
        self.scope = scope
        self.id = id
    }

    /// What tells the finding from all others of all sources: never a TaskId, never a text.
    package var key: String {
        switch scope.part {
        case .riskChecks: "\(scope.source)/\(id)"
        case .aclCheck(let type, let check): "\(scope.source)/\(type)/\(check)/\(id)"
        }
    }

    /// The CloudEvents `subject`.
    package var subject: String {
        switch scope.part {
        case .riskChecks: "\(scope.kind.rawValue)/\(id)"
        case .aclCheck(let type, let check): "\(scope.kind.rawValue)/\(type)/\(check)/\(id)"
        }
    }
}

extension Scope {
    /// The scope within its source, for people: empty for what has only one.
    package var label: String {
        switch part {
        case .riskChecks: ""
        case .aclCheck(let type, let check): "\(type)/\(check)"
        }
    }
}
