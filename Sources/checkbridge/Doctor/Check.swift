import BridgeCore

/// One thing that was looked at, and how it is. It never holds a secret.
struct Check: Sendable, Equatable {
    /// What was looked at; the same in every version, for programs.
    var name: Name
    /// Which of several of that name, e.g. `DescribeAclCheck`.
    var subject: String?
    var verdict: Verdict
    /// One line.
    var message: String
    /// What belongs to it, a line each.
    var notes: [String] = []
    /// What to do about it.
    var advice: String?
    /// For programs.
    var facts: [JSONMember] = []

    /// How it came out. The raw value is the word for programs.
    enum Verdict: String, Sendable, CaseIterable {
        case ok
        /// It works, but somebody should look.
        case warning = "warn"
        /// It keeps checkbridge from working.
        case failed = "fail"
        /// It was not asked, because something before it failed.
        case skipped = "skip"

        /// For people: what must not be overlooked stands out.
        var word: String { self == .failed ? "FAIL" : rawValue }
    }

    enum Name: String, Sendable, CaseIterable {
        case file, route, credentials, identity, endpoint, clock, call, secrets, url, connection, certificate, login
        case output
        case folder, writer, disk, cursor, address, authorities
    }
}

extension Check {
    static func ok(_ name: Name, _ subject: String? = nil, _ message: String, facts: [JSONMember] = []) -> Check {
        Check(name: name, subject: subject, verdict: .ok, message: message, facts: facts)
    }

    static func warning(
        _ name: Name, _ subject: String? = nil, _ message: String, advice: String? = nil, facts: [JSONMember] = []
    ) -> Check {
        Check(name: name, subject: subject, verdict: .warning, message: message, advice: advice, facts: facts)
    }

    static func failed(
        _ name: Name, _ subject: String? = nil, _ message: String, advice: String? = nil, facts: [JSONMember] = []
    ) -> Check {
        Check(name: name, subject: subject, verdict: .failed, message: message, advice: advice, facts: facts)
    }

    static func skipped(_ name: Name, _ subject: String? = nil, _ message: String) -> Check {
        Check(name: name, subject: subject, verdict: .skipped, message: message)
    }

    /// What took longer than it may.
    static func late(_ name: Name, _ limit: Duration) -> Check {
        .failed(
            name, nil, "no result within \(limit.text)",
            advice: "Something on the way is very slow or swallows packets; --timeout gives it longer.")
    }
}
