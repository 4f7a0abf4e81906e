import Synchronization

/// What passes between libcurl and us while it works on one mail. A class because libcurl keeps its address.
final class MailExchange {
    private let message: [UInt8]
    private var sent = 0
    private let stop: StopSign
    private let deadline: ContinuousClock.Instant
    private(set) var dialogue = MailDialogue()

    /// - Parameter limit: for all of it; libcurl's own does not count the wait for the answer to its good-bye.
    init(_ message: [UInt8] = [], until stop: StopSign, within limit: Duration) {
        self.message = message
        self.stop = stop
        deadline = .now + limit
    }

    var hasBegun: Bool { sent > 0 }
    var isCancelled: Bool { stop.isRaised }
    var mustStop: Bool { isCancelled || .now > deadline }

    /// The next bytes of the mail; 0: there are no more.
    func copyMessage(into room: UnsafeMutableRawBufferPointer) -> Int {
        let piece = message[sent..<min(sent + room.count, message.count)]
        room.copyBytes(from: piece)
        sent += piece.count
        return piece.count
    }

    /// Takes a line of the server's; false: too much.
    func hear(_ line: UnsafeRawBufferPointer) -> Bool { dialogue.append(line) }
}

/// Raised by whoever does not want to wait any longer, and seen by the thread that works.
final class StopSign: Sendable {
    private let raised = Atomic(false)

    var isRaised: Bool { raised.load(ordering: .relaxed) }
    func raise() { raised.store(true, ordering: .relaxed) }
}
