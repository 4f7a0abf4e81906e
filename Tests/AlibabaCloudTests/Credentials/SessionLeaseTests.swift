import AlibabaCloud
import BridgeCore
import TestSupport
import Testing

@Suite struct SessionLeaseTests {
    private let start = Timestamp(seconds: 1_000_000)

    private func session(_ key: String, for term: Duration?, from moment: Timestamp) -> ResolvedCredentials {
        let credentials = Credentials(
            accessKeyID: key, accessKeySecret: "s", securityToken: "t", expiry: term.map { moment + $0 })
        return ResolvedCredentials(credentials, CredentialsOrigin(provider: "role"))
    }

    private func lease(of term: Duration?) -> (lease: SessionLease, session: ResolvedCredentials) {
        var lease = SessionLease()
        let session = session("one", for: term, from: start)
        lease.renewed(session, now: start)
        return (lease, session)
    }

    @Test func nothingHeldIsRenewed() {
        #expect(SessionLease().step(now: start, uptime: .zero) == .renew)
    }

    @Test(arguments: [
        (3600, 2699, true), (3600, 2700, false), (900, 599, true), (900, 600, false), (43_200, 42_299, true),
        (43_200, 42_300, false), (60, 39, true), (60, 40, false),
    ]) func renewalIsDueAheadOfTheEnd(term: Int, age: Int, isUsed: Bool) {
        let (lease, session) = lease(of: .seconds(term))
        let step = lease.step(now: start + .seconds(age), uptime: .zero)
        #expect(step == (isUsed ? .use(session) : .renew))
    }

    @Test func unknownEndIsAskedForAgainAfterAWhile() {
        let (lease, session) = lease(of: nil)
        #expect(lease.step(now: start + .seconds(899), uptime: .zero) == .use(session))
        #expect(lease.step(now: start + .seconds(900), uptime: .zero) == .renew)
    }

    @Test func failedRenewalLeavesWhatIsHeldWhileItLasts() {
        var (lease, session) = lease(of: .seconds(3600))
        let error = CredentialsError.unusable("the network")
        lease.failed(error, uptime: .seconds(10), random: 0)
        #expect(lease.step(now: start + .seconds(3599), uptime: .seconds(10)) == .use(session))
        #expect(lease.step(now: start + .seconds(3600), uptime: .seconds(10)) == .fail(error))
    }

    @Test func renewalIsTriedAgainWithGrowingWaits() {
        var (lease, _) = lease(of: .seconds(3600))
        var uptime = Duration.zero
        var waits: [Duration] = []
        for _ in 0..<12 {
            lease.failed(.unusable("the network"), uptime: uptime, random: .max)
            let began = uptime
            while lease.step(now: start + .seconds(3000), uptime: uptime) != .renew { uptime += .milliseconds(500) }
            waits.append(uptime - began)
        }
        #expect(waits == [1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300].map { .seconds($0) })
    }

    @Test func refusedIsRenewedAtOnce() {
        var (lease, session) = lease(of: .seconds(3600))
        lease.refused(session.credentials, now: start + .seconds(30))
        #expect(lease.step(now: start + .seconds(30), uptime: .zero) == .renew)
    }

    @Test func refusedIsNotUsedEvenIfTheRenewalFails() {
        var (lease, session) = lease(of: .seconds(3600))
        lease.refused(session.credentials, now: start + .seconds(30))
        lease.failed(.unusable("the network"), uptime: .zero, random: 0)
        #expect(lease.step(now: start + .seconds(30), uptime: .zero) == .fail(.unusable("the network")))
    }

    @Test func whatIsJustThereIsNotRenewedBecauseItIsRefused() {
        var (lease, session) = lease(of: .seconds(3600))
        lease.refused(session.credentials, now: start + .seconds(29))
        #expect(lease.step(now: start + .seconds(29), uptime: .zero) == .use(session))
    }

    @Test func refusingOthersChangesNothing() {
        var (lease, held) = lease(of: .seconds(3600))
        lease.refused(session("two", for: nil, from: start).credentials, now: start + .seconds(60))
        #expect(lease.step(now: start + .seconds(60), uptime: .zero) == .use(held))
    }

    /// Whatever happens in whatever order, nothing that has ended or was refused is handed out, and a renewal that
    /// fails is tried again within five minutes and not within half a second.
    @Test(arguments: 0..<200 as Range<UInt64>) func neverHandsOutWhatIsOfNoUse(seed: UInt64) {
        var dice = Seeded(seed)
        var lease = SessionLease()
        var now = start
        var uptime = Duration.zero
        var refused: Set<String> = []
        var lastFailure: Duration?
        for number in 0..<300 {
            let passed = Duration.seconds(dice.pick(0..<400))
            uptime += passed
            // The wall clock may be set; the other one may not.
            now = now + (dice.chance(0.05) ? .seconds(dice.pick(-3600..<3600)) : passed)
            switch lease.step(now: now, uptime: uptime) {
            case .use(let resolved):
                let credentials = resolved.credentials
                #expect(credentials.expiry.map { now < $0 } ?? true)
                #expect(!refused.contains(credentials.accessKeyID))
                guard dice.chance(0.1) else { continue }
                let before = lease.step(now: now, uptime: uptime)
                lease.refused(credentials, now: now)
                if lease.step(now: now, uptime: uptime) != before { refused.insert(credentials.accessKeyID) }
            case .renew:
                if let lastFailure { #expect(uptime - lastFailure >= .milliseconds(500)) }
                if dice.chance(0.5) {
                    let term: Duration? = dice.chance(0.1) ? nil : .seconds(dice.pick(1..<7200))
                    lease.renewed(session("key-\(number)", for: term, from: now), now: now)
                    lastFailure = nil
                } else {
                    lease.failed(.unusable("the network"), uptime: uptime, random: dice.next())
                    lastFailure = uptime
                }
            case .fail:
                #expect(lastFailure.map { uptime - $0 < .seconds(300) } ?? false)
            }
        }
    }
}
