/// What a full reading of the cursor's files found.
package struct CursorInspection: Sendable {
    package var checkpoint: CheckpointSalvage
    /// `nil` if there is no journal, as after a crash at the very beginning.
    package var journal: JournalSalvage?

    package init(checkpoint: CheckpointSalvage, journal: JournalSalvage?) {
        self.checkpoint = checkpoint
        self.journal = journal
    }

    /// A torn tail is no damage.
    package var isDamaged: Bool { !checkpoint.flaws.isEmpty || !(journal?.flaws.isEmpty ?? true) }

    /// What could be saved, under a new lineage: an id that was made and lost must not come back for something else.
    package func salvaged(lineage: String) -> Cursor {
        var cursor = journal?.cursor ?? checkpoint.records.cursor
        cursor.identity = CursorIdentity(lineage: lineage, checkpoint: "")
        return cursor
    }

    /// What a repair gives up, in sentences; empty if nothing.
    package var losses: [String] {
        var losses: [String] = []
        if !checkpoint.flaws.isEmpty { losses.append(checkpointLoss) }
        if let journal, journal.lostCommits > 0 {
            losses.append(
                "\(journal.lostCommits) commit(s) behind the damage in the journal: changes in them are found again by the "
                    + "next poll; deliveries that they owed are lost; deliveries that they settled may be repeated")
        }
        return losses
    }

    private var checkpointLoss: String {
        guard checkpoint.kept > 0 else {
            return "everything in the checkpoint: no record can be read, so every source begins with a new baseline"
        }
        return
            "\(checkpoint.flaws.count) place(s) of the checkpoint; the \(checkpoint.kept) records that read well are kept. "
            + "A finding that is lost is told as opened again if it is still open; a scope that is lost begins with a new baseline; "
            + "an event that is lost is not delivered"
    }
}
