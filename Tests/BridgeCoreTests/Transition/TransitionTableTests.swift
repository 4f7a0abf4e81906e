import BridgeCore
import Testing

/// The state machine, written out: each row a settled past, each column the status that an answer shows now.
///
/// `.` is no transition. Compare with the tables of section 3 of the design.
@Suite struct TransitionTableTests {
    private static let riskChecks = """
        past               | pass     failed   ignored    falsePositive strange  odd      running waiting
        unseen             | .        opened   .          .             changed  changed  .       .
        pass               | .        opened   suppressed suppressed    changed  changed  .       .
        pass wasOpen       | .        reopened suppressed suppressed    changed  changed  .       .
        failed live        | resolved .        suppressed suppressed    changed  changed  .       .
        ignored            | changed  opened   .          suppressed    changed  changed  .       .
        ignored wasOpen    | changed  reopened .          suppressed    changed  changed  .       .
        falsePositive      | changed  opened   suppressed .             changed  changed  .       .
        falsePositive wasOpen | changed reopened suppressed .           changed  changed  .       .
        strange            | changed  opened   suppressed suppressed    .        changed  .       .
        strange wasOpen    | changed  reopened suppressed suppressed    .        changed  .       .
        strange live       | resolved changed  suppressed suppressed    .        changed  .       .
        failed gone        | changed  reopened suppressed suppressed    changed  changed  .       .
        running            | changed  opened   suppressed suppressed    changed  changed  .       .
        """

    private static let aclChecks = """
        past               | Processed Pending  Ignored    strange  odd
        unseen             | .         opened   .          changed  changed
        Processed          | .         opened   suppressed changed  changed
        Processed wasOpen  | .         reopened suppressed changed  changed
        Pending live       | resolved  .        suppressed changed  changed
        Ignored            | changed   opened   .          changed  changed
        Ignored wasOpen    | changed   reopened .          changed  changed
        strange            | changed   opened   suppressed .        changed
        strange wasOpen    | changed   reopened suppressed .        changed
        strange live       | resolved  changed  suppressed .        changed
        Pending gone       | changed   reopened suppressed changed  changed
        """

    struct Cell: Sendable, CustomTestStringConvertible {
        var kind: FindingKind
        var past: String
        var status: String
        var expected: String
        var testDescription: String { "\(kind): \(past) -> \(status): \(expected)" }
    }

    private static func cells(_ table: String, _ kind: FindingKind) -> [Cell] {
        let lines = table.split(separator: "\n").map {
            $0.split(separator: "|").map { $0.split(separator: " ").map(String.init) }
        }
        return lines.dropFirst().flatMap { line in
            zip(lines[0][1], line[1]).map {
                Cell(kind: kind, past: line[0].joined(separator: " "), status: $0, expected: $1)
            }
        }
    }

    static let all = cells(riskChecks, .riskCheck) + cells(aclChecks, .aclCheck)

    @Test(arguments: all)
    func everyPastToEveryStatus(cell: Cell) {
        let before = FindingRow.past(cell.past)
        let sighting = Sighting.seen("x", cell.status)
        let change = FindingChange(sighting, after: before, kind: cell.kind, at: .start)
        #expect(change.transition?.rawValue ?? "." == cell.expected)
        #expect(change.after.revision == (before?.revision ?? 0) + (change.transition == nil ? 0 : 1))
    }

    @Test func theTableIsWhole() {
        #expect(Self.all.count == 13 * 8 + 10 * 5)
    }

    /// Whatever is asked of it, the function answers, and a transient state is never told.
    @Test func itIsTotal() {
        for standing in Standing.allCases {
            for marks in (0..<16).map(FindingRow.Marks.init(rawValue:)) {
                for state in FindingState.allCases {
                    let transition = TransitionTable.transition(from: standing, to: state, marks: marks)
                    if state == .transient { #expect(transition == nil) }
                    if state == .open || state == .unknown { #expect(transition != nil) }
                    #expect(transition != .severityChanged && transition != .affectedChanged && transition != .vanished)
                }
            }
        }
    }
}

extension FindingRow {
    /// `status [wasOpen|live|gone]`, or `unseen`.
    static func past(_ words: String) -> FindingRow? {
        let words = words.split(separator: " ").map(String.init)
        guard words[0] != "unseen" else { return nil }
        var row = FindingRow.numbered(0)
        row.status = words[0]
        row.revision = 7
        switch words.last {
        case "wasOpen": row.marks = .wasOpen
        case "live": row.marks = [.wasOpen, .isLive]
        case "gone": row.marks = [.wasOpen, .isGone]
        default: break
        }
        return row
    }
}
