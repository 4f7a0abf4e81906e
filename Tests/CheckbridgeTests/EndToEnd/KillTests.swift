import BridgeCore
import Foundation
import TestSupport
import Testing

/// The real program, killed at random instants while the account changes and the receiver misbehaves.
///
/// `CHECKBRIDGE_KILLS` says how often (`make soak` does it 60 times), `CHECKBRIDGE_SEED` with which dice.
@Suite(.timeLimit(.minutes(10)))
struct KillTests {
    private let kills = Int(ProcessInfo.processInfo.environment["CHECKBRIDGE_KILLS"] ?? "") ?? 6
    private let seed = UInt64(ProcessInfo.processInfo.environment["CHECKBRIDGE_SEED"] ?? "") ?? 1

    @Test func nothingIsLostAndNothingIsToldUnderTwoIdsWhateverTheInstant() async throws {
        var dice = Seeded(seed)
        let world = try await SimulatedWorld()
        let hook = "[{name: siem, type: webhook, url: \"http://127.0.0.1:\(world.port)/hook/siem\"}]"
        let config = try world.configuration(sinks: hook, route: "{sinks: [siem]}", extra: "baseline: silent")
        var ledger = Ledger()

        #expect(try await Program().run(["run", "--once", "--config", config]).status == 0)
        for round in 0..<kills {
            try await change(world, in: round)
            try await disturb(world, &dice)
            let service = try Program().start(["run", "--config", config])
            // Half of the kills come while it starts and sees what has changed, half at any time later.
            service.kill(
                after: .milliseconds(Int.random(in: 0...(Bool.random(using: &dice) ? 300 : 1500), using: &dice)))
            try await disturb(world, &dice)
            #expect(await service.outcome().status == -SIGKILL)
            try ledger.take(try await world.received(by: "webhook/siem"))
        }
        let last = try await Program().run(["run", "--once", "--config", config])
        #expect(last.status == 0, "\(last.errors)")
        try ledger.take(try await world.received(by: "webhook/siem"))

        #expect(ledger.flaws == [], "seed \(seed)")
        #expect(ledger.count > kills, "seed \(seed): too little happened")
        print(
            "killed \(kills) times with seed \(seed): \(ledger.count) events of \(ledger.findings) findings, \(ledger.repeats) repeated"
        )
    }

    /// Changes a check that nothing else touches, to what it was not before: whatever is killed, this is told some time.
    private func change(_ world: SimulatedWorld, in round: Int) async throws {
        let status = ["quarantined", "failed", "pass"][round / 17 % 3]
        try await world.post("/simulator/items/\(12 + round % 17)", "{\"status\":\"\(status)\"}")
    }

    /// Changes a few checks, and makes the receiver fail in some way.
    private func disturb(_ world: SimulatedWorld, _ dice: inout Seeded) async throws {
        for _ in 0..<3 {
            let item = Int.random(in: 1...8, using: &dice)
            let status = ["pass", "failed", "running", "ignored"].randomElement(using: &dice) ?? "pass"
            try await world.post("/simulator/items/\(item)", "{\"status\":\"\(status)\"}")
        }
        let fault = ["reset_after", "reset", "status", ""].randomElement(using: &dice) ?? ""
        guard !fault.isEmpty else { return }
        try await world.post(
            "/simulator/faults", "{\"action\":\"webhook/siem\",\"fault\":\"\(fault)\",\"status\":503,\"times\":1}")
    }
}

/// What a receiver can check about what it got.
private struct Ledger {
    private var numbers: Set<Int64> = []
    /// By finding, in the order in which each revision first came.
    private var stories: [String: [Event]] = [:]
    private var ids: [String: String] = [:]
    private(set) var flaws: [String] = []
    private(set) var repeats = 0

    var count: Int { stories.values.reduce(0) { $0 + $1.count } }
    var findings: Int { stories.count }

    /// Takes in what the receiver has, of which some may be known.
    mutating func take(_ received: JSONValue) throws {
        repeats = Int(received["tallies"]?["webhook/siem"]?["duplicates"]?.integer ?? 0)
        for message in received["messages"]?.array ?? [] {
            guard let number = message["number"]?.integer, numbers.insert(number).inserted else { continue }
            guard let body = message["body"] else { continue }
            let event = try Event(json: body.string.map { try JSONValue(parsing: $0) } ?? body)
            if let key = event.finding?["key"]?.string { note(event, of: key) }
        }
    }

    private mutating func note(_ event: Event, of key: String) {
        let revision = event.data["revision"]?.integer ?? 0
        let name = "\(key)#\(revision)"
        if let known = ids.updateValue(event.id, forKey: name), known != event.id {
            flaws.append("\(name) was told as \(known) and as \(event.id)")
        }
        let story = stories[key] ?? []
        let last = story.last?.data["revision"]?.integer ?? 0
        guard revision > last else { return }
        if revision != last + 1 { flaws.append("\(name) came after revision \(last): something was lost") }
        if let before = story.last, before.to != event.from {
            flaws.append("\(name) goes on from \(event.from ?? "nothing"), but \(before.to ?? "nothing") was told")
        }
        stories[key, default: []].append(event)
    }
}
