import ArgumentParser
import Bridge
import BridgeCore

extension CursorCommand {
    /// `checkbridge cursor verify`
    struct Verify: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Reads both files fully and says every damage; exit 1 if there is any. Changes nothing.")

        @OptionGroup var file: ConfigurationOption

        func run() async throws {
            let access = CursorAccess(try file.load())
            let inspection = try await complaining { try await inspect(access) }
            inspection.report.forEach { Terminal.say($0) }
            if inspection.isDamaged { throw ExitCode.failure }
        }

        private func inspect(_ access: CursorAccess) async throws -> CursorInspection {
            guard let folder = try access.hold() else { return try await inspectBesideService(access) }
            return try await inspect(FileDisk(folder), access)
        }

        /// What a running service writes meanwhile may look like damage once, but not thrice.
        private func inspectBesideService(_ access: CursorAccess) async throws -> CursorInspection {
            for _ in 0..<2 {
                let inspection = try await inspect(access.reading, access)
                if !inspection.isDamaged { return inspection }
                try await Task.sleep(for: .milliseconds(200))
            }
            return try await inspect(access.reading, access)
        }

        private func inspect(_ disk: FileDisk, _ access: CursorAccess) async throws -> CursorInspection {
            guard let inspection = try await CursorInspector(disk).inspect() else {
                throw RequestRefusal("there is no cursor in \(access.path)")
            }
            return inspection
        }
    }
}

extension CursorInspection {
    /// What was found, line by line.
    var report: [String] {
        checkpointLines + journalLines + [verdict]
    }

    private var verdict: String {
        if checkpoint.isTooNew { return "a newer checkbridge wrote this: use that one" }
        return isDamaged ? "damaged: checkbridge cursor repair keeps a copy and mends it" : "all right"
    }

    private var checkpointLines: [String] {
        let name = StateFile.checkpoint.rawValue
        let version =
            checkpoint.header.map { "version \($0.version), lineage \($0.identity.lineage)" } ?? "unknown version"
        return ["\(name): \(version), \(checkpoint.kept) records read"] + Self.lines(checkpoint.flaws, name)
    }

    private var journalLines: [String] {
        let name = StateFile.journal.rawValue
        guard let journal else { return ["\(name): not there: the checkpoint stands alone"] }
        var lines = ["\(name): \(journal.commits) commits since the checkpoint"] + Self.lines(journal.flaws, name)
        if journal.lostCommits > 0 { lines.append("  \(journal.lostCommits) whole commit(s) stand behind the damage") }
        if let tail = journal.tail {
            lines.append(
                "  a torn tail at line \(tail.line), byte \(tail.byte), of \(tail.bytes) bytes: a commit that was cut off "
                    + "while it was written. That is harmless: nothing was sent because of it, and it is dropped at the next start"
            )
        }
        return lines
    }

    private static func lines(_ flaws: CursorFlaws, _ name: String) -> [String] {
        flaws.first.map { "  DAMAGE in \(name), line \($0.line), byte \($0.byte): \($0.reason)" }
            + (flaws.more > 0 ? ["  and \(flaws.more) more"] : [])
    }
}
