import Console
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(1)))
struct HealthEndpointsTests {
    private let fixture: ConsoleFixture

    init() throws {
        fixture = try ConsoleFixture()
    }

    @Test func aLoopThatIsStuckTurnsHealthRed() async throws {
        let (before, after) = try await fixture.run { [clock = fixture.clock] console, _ in
            let before = await console.get("/healthz")
            clock.move(.seconds(100_000))
            return (before, await console.get("/healthz"))
        }
        #expect((before.status, before.text) == (200, "ok\n"))
        #expect(after.status == 503)
        #expect(after.text.contains("source risk is not polled any more"))
    }

    @Test func beforeTheFirstPollItIsNotReady() async throws {
        let reply = try await fixture.run { console, _ in await console.get("/readyz") }
        #expect(reply.status == 503)
        #expect(reply.text.contains("acl"))
    }

    @Test func probesNeedNoToken() async throws {
        let reply = try await fixture.guarded(isPublic: true).run { console, _ in
            [await console.get("/healthz").status, await console.get("/api/v1/sinks").status]
        }
        #expect(reply == [200, 401])
    }
}
