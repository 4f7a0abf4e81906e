package import BridgeCore

/// A source that can show whether it would work, with as few and as small calls as tell it.
package protocol ProbedSource: Source {
    /// Asks for the least of each API that the source reads.
    /// - Throws: `CancellationError` only: what goes wrong is what is asked for.
    func probe() async throws -> [ActionProbe]
}

/// How the vendor answers one call of a source.
package struct ActionProbe: Sendable, Equatable {
    package var action: Action
    package var finding: Finding

    package init(_ action: Action, _ finding: Finding) {
        self.action = action
        self.finding = finding
    }

    package enum Finding: Sendable, Equatable {
        /// It works; says what was seen.
        case answered(String)
        /// It works, but there is nothing to watch.
        case empty(String, advice: String)
        case failed(SourceError)
        /// Why it was not asked.
        case unasked(String)
    }
}

extension SourceError {
    /// Whether the vendor had too many requests: it proves that the call is right otherwise.
    package var isThrottling: Bool { reason == .unavailable && FailureCause(code: code, status: 400) == .throttled }

    /// Whether this machine's clock is to blame.
    package var isAboutClock: Bool { FailureCause(code: code, status: 400) == .clock }
}
