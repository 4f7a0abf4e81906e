/// One fact of the cursor: what the journal holds line by line, and what the checkpoint is made of.
///
/// Memory and disk can not disagree, because both change by nothing else than ``Cursor/apply(_:)`` of these.
package enum CursorRecord: Sendable, Equatable {
    /// A text got a number.
    case text(number: UInt32, String)
    case source(name: String, SourceState)
    /// A scope got its baseline, another filter, or is looked at with suspicion.
    case scope(number: UInt32, Scope, filter: String, ScopeState.Suspicion)
    case finding(scope: UInt32, id: String, FindingRow)
    /// Findings that a changed filter hides.
    case forgotten(scope: UInt32, ids: [String])
    case event(OwedEvent)
    /// An event that every one of its sinks has settled, as the records behind it in a checkpoint say.
    case told(OwedEvent)
    case attempted(DeliveryKey, Attempts)
    case digest(Digest)
    /// `at` is by the wall clock; a dead letter says it itself.
    case settled(sink: String, events: [UInt64], Settlement, at: Timestamp? = nil)
    case remembered(SinkMemory)
    /// Events that became owed to one more sink, because another gave them up.
    case forwarded(sink: String, events: [UInt64])
    /// Dead letters that were let go or sent again.
    case exhumed(sink: String, events: [UInt64], again: Bool)
    /// How many findings were open before what follows.
    case sample(TrendSample)
}
