import ArgumentParser
import Bridge
import BridgeCore

extension CursorCommand {
    /// `checkbridge cursor repair`
    struct Repair: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract:
                "Mends a damaged cursor, as far as it can be: keeps the files, takes what is intact, and says what is lost.",
            discussion:
                "Only while no service runs. The cursor gets a new lineage, so that no event id comes back for something else."
        )

        @OptionGroup var file: ConfigurationOption

        func run() async throws {
            let access = CursorAccess(try file.load())
            try await complaining { try await repair(access) }
        }

        private func repair(_ access: CursorAccess) async throws {
            let folder = try access.holdAlone()
            let disk = FileDisk(folder)
            guard let inspection = try await CursorInspector(disk).inspect() else { return }
            inspection.report.dropLast().forEach { Terminal.say($0) }
            guard !inspection.checkpoint.isTooNew else {
                throw RequestRefusal("a newer checkbridge wrote this cursor: use that one; nothing was changed")
            }
            guard inspection.isDamaged else { return Terminal.say("nothing is damaged; nothing was changed") }
            let cursor = inspection.salvaged(lineage: access.newLineage)
            let kept = try folder.keep(as: .damaged, at: access.now)
            try await access.replacement(on: disk).write(cursor)
            kept.forEach { Terminal.say("kept: \(access.path)/\($0)") }
            inspection.losses.forEach { Terminal.say("lost: \($0)") }
            let findings = cursor.scopes.reduce(0) { $0 + $1.findings.count }
            let owed = cursor.outbox.backlog.values.reduce(0, +)
            Terminal.say(
                "repaired: \(findings) findings in \(cursor.scopes.count) scope(s), \(owed) deliveries owed, "
                    + "\(cursor.outbox.deadLetters.count) dead letters; new lineage \(cursor.identity.lineage)")
        }
    }
}
