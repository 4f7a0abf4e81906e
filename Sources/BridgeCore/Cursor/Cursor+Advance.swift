/// What is to be committed at once, and what it amounts to.
package struct CursorCommit: Sendable {
    package var records: [CursorRecord]
    package var report: AdvanceReport

    fileprivate init(_ advance: Advance) {
        records = advance.records
        report = advance.report
    }

    /// One event and nothing else.
    init(_ event: OwedEvent) {
        records = event.sinks.isEmpty ? [] : [.event(event)]
        report = AdvanceReport()
        report.events = [event]
    }
}

extension Cursor {
    /// What a poll that brought an answer does.
    /// - Throws: ``SourceError`` if another account answered than the one that the cursor knows.
    /// - Parameter cores: what encodes the events.
    /// The answer is let go of scope by scope, if nobody else holds it.
    package func advance(
        by poll: consuming Poll, of source: SourceIdentity, under policy: PollPolicy, router: Router, at now: Timestamp,
        on cores: some Cores = OneCore()
    ) throws(SourceError) -> CursorCommit {
        CursorCommit(try Advance(self, by: poll, of: source, under: policy, router: router, at: now, on: cores))
    }

    /// What a change of the source's health does.
    package func advance(
        to health: SourceHealth, of source: SourceIdentity, under policy: PollPolicy, router: Router, at now: Timestamp
    ) -> CursorCommit {
        CursorCommit(Advance(self, health: health, of: source, under: policy, router: router, at: now))
    }
}
