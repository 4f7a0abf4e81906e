import BridgeCore
import Logging
import Synchronization

/// Has a complaint said once, and later how often it was repeated: what goes wrong all the time must not bury the rest.
struct Complaints: Sendable {
    /// So long a complaint is not said again.
    static let pause: Duration = .seconds(60)
    /// More different complaints than this are not held apart: they are all said.
    static let maximum = 64
    private var known: [LogLine: (until: Timestamp, count: Int)] = [:]

    /// Takes note of a line.
    /// - Returns: what is to be said now: the line, unless it was just said; before it, those whose time is over.
    mutating func lines(toSay line: LogLine, at now: Timestamp) -> [LogLine] {
        let over = ended(at: now)
        guard line.level >= .warning else { return over + [line] }
        if let entry = known[line] {
            known[line] = (entry.until, entry.count + 1)
            return over
        }
        if known.count < Self.maximum { known[line] = (now + Self.pause, 0) }
        return over + [line]
    }

    private mutating func ended(at now: Timestamp) -> [LogLine] {
        guard known.contains(where: { $0.value.until <= now }) else { return [] }
        let over = known.filter { $0.value.until <= now }
        for line in over.keys { known[line] = nil }
        return over.filter { $0.value.count > 0 }.map { line, entry in
            var line = line
            line.facts.append(LogLine.Fact(name: "repeated", value: "\(entry.count)"))
            return line
        }.sorted { $0.message < $1.message }
    }
}

/// The ``Complaints`` of a whole program.
final class ComplaintBook: Sendable {
    private let complaints = Mutex(Complaints())

    func lines(toSay line: LogLine, at now: Timestamp) -> [LogLine] {
        complaints.withLock { $0.lines(toSay: line, at: now) }
    }
}
