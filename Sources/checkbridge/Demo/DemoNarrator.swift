import Bridge
import BridgeCore
import Simulator

/// Tells on the terminal what happens, as it happens.
struct DemoNarrator: Sendable {
    private let sinks: [DemoSink]
    private let time: any TimeSource
    private let start: Duration
    private let isColoured = Terminal.resultsAreShown

    init(_ sinks: [DemoSink], _ time: any TimeSource) {
        self.sinks = sinks
        self.time = time
        start = time.uptime()
    }

    func open(port: Int) {
        Terminal.say(
            """
            checkbridge demo: the real worker watches a simulated Alibaba Cloud account for half a minute.
            Everything happens on this machine (127.0.0.1:\(port)); nothing is left behind.

              **  the account changes      !!  something goes wrong on the way      ->  somebody is told

            """)
    }

    /// Where the status page is.
    func point(toPage port: Int) {
        Terminal.say("  Look at it meanwhile: http://127.0.0.1:\(port)/\n")
    }

    func tell(_ step: ScriptStep) {
        if case .change = step.action { line("**", step.line, colour: 33) } else { line("!!", step.line, colour: 31) }
    }

    func tell(_ event: SimulatorEvent) {
        switch event {
        case .accepted(let message):
            line("->", "\(message.sink.padded) took it: \(message.title)", colour: 32)
        case .refused(let sink, let reason): line("->", "\(sink.padded) REFUSED it: \(reason)", colour: 31)
        case .repeated(let sink, let count): line("->", "\(sink.padded) knew \(count) of it already", colour: 36)
        case .faulted(let target, let fault): line("!!", "\(target) answered with a fault: \(fault)", colour: 31)
        case .answered, .changed: break
        }
    }

    func complain(_ text: String) {
        line("!!", text, colour: 31)
    }

    /// Sums up.
    /// - Parameter kept: what the receivers that keep something were left with.
    /// - Returns: whether every receiver got something and refused nothing.
    func close(_ tallies: [String: Tally], kept: [String: [SimulatedTicket]]) -> Bool {
        Terminal.say("\nIn the end:")
        let results = sinks.map { ($0.receiver, tallies[$0.receiver] ?? Tally()) }
        for (receiver, tally) in results { sum(receiver, tally, kept[receiver] ?? []) }
        let isGood = results.allSatisfy { $0.1.accepted > 0 && $0.1.refused == 0 }
        Terminal.say(
            isGood
                ? "Every change was told once; what was under way or failed to be read was never told as a change."
                : "Something went wrong: a receiver refused a message or was told nothing.")
        Terminal.say("Next: README.md shows a real configuration.")
        return isGood
    }

    private func sum(_ receiver: String, _ tally: Tally, _ kept: [SimulatedTicket]) {
        let states = Dictionary(grouping: kept, by: \.state).sorted { $0.key < $1.key }
        let words = states.map { "\($0.key): \($0.value.count)" }.joined(separator: ", ")
        Terminal.say(
            "  \(receiver.padded) took \(tally.accepted), refused \(tally.refused), knew \(tally.duplicates) already"
                + (words.isEmpty ? "" : "; keeps \(words)"))
    }

    private func line(_ mark: String, _ text: String, colour: Int) {
        let elapsed = Double((time.uptime() - start).milliseconds) / 1000
        let tenths = "\((elapsed * 10).rounded() / 10)"
        let clock = String(repeating: " ", count: max(0, 5 - tenths.count)) + tenths + "s"
        let plain = "\(clock)  \(mark)  \(text)"
        Terminal.say(isColoured ? "\u{1B}[\(colour)m\(plain)\u{1B}[0m" : plain)
    }
}

extension String {
    /// In a column of receivers.
    fileprivate var padded: String {
        self + String(repeating: " ", count: max(0, 13 - count))
    }
}
