import AlibabaCloud
import BridgeCore
import Synchronization
import TestSupport
import Testing

@Suite struct RefreshingCredentialsTests {
    private let time = ManualTime()

    @Test func concurrentCallersShareOneRenewal() async throws {
        let gate = Gate()
        let source = ScriptedSource(time) { _ in
            await gate.pass()
            return .seconds(3600)
        }
        let provider = RefreshingCredentials(source, surroundings: time.surroundings)
        let keys = try await withThrowingTaskGroup(of: String.self) { group in
            for _ in 0..<50 { group.addTask { try await provider.credentials().accessKeyID } }
            await gate.firstArrival()
            gate.open()
            return try await group.reduce(into: Set()) { $0.insert($1) }
        }
        #expect(keys == ["key-0"])
        #expect(source.calls == 1)
    }

    @Test func oneWhoGivesUpDoesNotEndTheOthersRenewal() async throws {
        let gate = Gate()
        let source = ScriptedSource(time) { _ in
            await gate.pass()
            try Task.checkCancellation()
            return .seconds(3600)
        }
        let provider = RefreshingCredentials(source, surroundings: time.surroundings)
        let patient = Task { try await provider.credentials() }
        let hasty = Task { try await provider.credentials() }
        await gate.firstArrival()
        hasty.cancel()
        gate.open()
        #expect(try await patient.value.accessKeyID == "key-0")
        await #expect(throws: CancellationError.self) { try await hasty.value }
    }

    @Test func renewalThatNobodyWaitsForIsCalledOff() async throws {
        let cancelled = Gate()
        let source = ScriptedSource(time) { _ in
            await withTaskCancellationHandler {
                await cancelled.pass()
            } onCancel: {
                cancelled.open()
            }
            try Task.checkCancellation()
            return .seconds(3600)
        }
        let provider = RefreshingCredentials(source, surroundings: time.surroundings)
        let only = Task { try await provider.credentials() }
        await cancelled.firstArrival()
        only.cancel()
        await #expect(throws: CancellationError.self) { try await only.value }
        #expect(try await provider.credentials().accessKeyID == "key-1")
    }

    @Test func oldOnesAreUsedWhileTheRenewalFails() async throws {
        let source = ScriptedSource(time) { call in
            guard call == 0 else { throw CredentialsError.unusable("the network") }
            return .seconds(900)
        }
        let provider = RefreshingCredentials(source, surroundings: time.surroundings)
        #expect(try await provider.credentials().accessKeyID == "key-0")
        try await time.surroundings.sleep(.seconds(700))
        #expect(try await provider.credentials().accessKeyID == "key-0")
        #expect(try await provider.credentials().accessKeyID == "key-0")
        #expect(source.calls == 2)
        try await time.surroundings.sleep(.seconds(200))
        await #expect(throws: CredentialsError.unusable("the network")) { try await provider.credentials() }
    }

    @Test func discardForcesOneRenewal() async throws {
        let source = ScriptedSource(time) { _ in .seconds(3600) }
        let provider = RefreshingCredentials(source, surroundings: time.surroundings)
        let first = try await provider.credentials()
        try await time.surroundings.sleep(.seconds(60))
        for _ in 0..<3 { await provider.discard(first) }
        #expect(try await provider.credentials().accessKeyID == "key-1")
        await provider.discard(first)
        #expect(try await provider.credentials().accessKeyID == "key-1")
    }

    @Test func whatEndedBeforeItCameIsAnError() async throws {
        let source = ScriptedSource(time) { _ in .seconds(-1) }
        let provider = RefreshingCredentials(source, surroundings: time.surroundings)
        let error = try await #require(throws: CredentialsError.self) { try await provider.credentials() }
        #expect(error.description.hasSuffix("before they came: check this machine's clock"))
    }

    /// Many callers, time that jumps, renewals that fail, keys that are refused: one renewal at a time, nothing used
    /// after its end, and once all is well again everybody is served.
    @Test(arguments: 0..<20 as Range<UInt64>) func holdsUnderLoad(seed: UInt64) async throws {
        let dice = SharedDice(seed)
        let source = ScriptedSource(time) { _ in
            for _ in 0..<dice.pick(0..<4) { await Task.yield() }
            guard dice.chance(0.6) else { throw CredentialsError.unusable("the network") }
            return .seconds(dice.pick(1..<2000))
        }
        let provider = RefreshingCredentials(source, surroundings: time.surroundings)
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<8 { group.addTask { await use(provider, dice) } }
        }
        #expect(source.mostAtOnce == 1)
        try await time.surroundings.sleep(.seconds(10_000))
        source.heal()
        #expect(try await provider.credentials().expiry.map { $0 > time.surroundings.now() } == true)
    }

    private func use(_ provider: RefreshingCredentials, _ dice: SharedDice) async {
        for _ in 0..<100 {
            let asked = time.surroundings.now()
            if let credentials = try? await provider.credentials() {
                #expect(credentials.expiry.map { $0 > asked } == true)
                if dice.chance(0.2) { await provider.discard(credentials) }
            }
            let wait = Duration.seconds(dice.pick(0..<120))
            try? await time.surroundings.sleep(wait)
        }
    }
}

/// Chance that several tasks share.
private final class SharedDice: Sendable {
    private let dice: Mutex<Seeded>

    init(_ seed: UInt64) {
        dice = Mutex(Seeded(seed))
    }

    func pick(_ range: Range<Int>) -> Int { dice.withLock { $0.pick(range) } }
    func chance(_ probability: Double) -> Bool { dice.withLock { $0.chance(probability) } }
}

/// Sessions named `key-0`, `key-1`, ... that last as long as a script says.
private final class ScriptedSource: SessionSource {
    let name = "scripted"
    private let time: ManualTime
    private let term: @Sendable (Int) async throws -> Duration
    private let state = Mutex<(calls: Int, now: Int, most: Int, isHealed: Bool)>((0, 0, 0, false))

    init(_ time: ManualTime, _ term: @escaping @Sendable (Int) async throws -> Duration) {
        self.time = time
        self.term = term
    }

    var calls: Int { state.withLock { $0.calls } }
    var mostAtOnce: Int { state.withLock { $0.most } }

    func heal() { state.withLock { $0.isHealed = true } }

    func session() async throws -> ResolvedCredentials {
        let call = state.withLock { state in
            state.calls += 1
            state.now += 1
            state.most = max(state.most, state.now)
            return state.calls - 1
        }
        defer { state.withLock { $0.now -= 1 } }
        let lasts = state.withLock { $0.isHealed } ? .seconds(3600) : try await term(call)
        let credentials = Credentials(
            accessKeyID: "key-\(call)", accessKeySecret: "s", securityToken: "t",
            expiry: time.surroundings.now() + lasts)
        return ResolvedCredentials(credentials, CredentialsOrigin(provider: name))
    }
}

/// Holds back who comes until it is opened.
private final class Gate: Sendable {
    private let state = Mutex<(isOpen: Bool, held: [CheckedContinuation<Void, Never>])>((false, []))
    private let arrivals = AsyncStream<Void>.makeStream()

    func pass() async {
        arrivals.continuation.yield()
        await withCheckedContinuation { continuation in
            let passes = state.withLock { state in
                if !state.isOpen { state.held.append(continuation) }
                return state.isOpen
            }
            if passes { continuation.resume() }
        }
    }

    func firstArrival() async {
        for await _ in arrivals.stream { return }
    }

    func open() {
        let held = state.withLock { state in
            defer { state = (true, []) }
            return state.held
        }
        for continuation in held { continuation.resume() }
    }
}
