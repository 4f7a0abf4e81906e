import BridgeCore

/// Everything that was looked at, in the order in which people want to read it.
struct DoctorReport: Sendable, Equatable {
    var sections: [Section]

    /// What belongs together: an account, a source, a sink.
    struct Section: Sendable, Equatable {
        var kind: Kind
        /// The name in the configuration, or what stands for it.
        var name: String
        /// What it is, for people: `cn-hangzhou`, `slack, https://hooks.slack.com/***`.
        var remark: String = ""
        var checks: [Check]

        enum Kind: String, Sendable { case configuration, account, source, sink, state, listen }
    }

    /// Whether nothing would keep checkbridge from working.
    var isHealthy: Bool { count(.failed) == 0 }

    /// The worst of all.
    var verdict: Check.Verdict {
        guard isHealthy else { return .failed }
        return count(.warning) == 0 ? .ok : .warning
    }

    func count(_ verdict: Check.Verdict) -> Int {
        sections.reduce(0) { $0 + $1.checks.count { $0.verdict == verdict } }
    }
}
