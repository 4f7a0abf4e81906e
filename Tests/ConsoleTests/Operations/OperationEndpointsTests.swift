import Bridge
import BridgeCore
import Console
import Synchronization
import Testing

@Suite(.timeLimit(.minutes(1)))
struct OperationEndpointsTests {
    private let fixture: ConsoleFixture

    init() throws {
        fixture = try ConsoleFixture()
    }

    @Test func deadLettersAreSentAgain() async throws {
        let (reply, owed) = try await fixture.guarded().run { console, bridge in
            let reply = await console.send(.post, "/api/v1/dead-letters/replay", #"{"sink":"siem"}"#, .token)
            return (reply, await bridge.store.backlog)
        }
        #expect(reply.json["replayed"]?.integer == 1)
        #expect(owed["siem"] == 3)
    }

    @Test(arguments: ["", "{}", "[]", #"{"all":true,"dry":true}"#, #"{"events":[1]}"#])
    func aReplayOfNobodyKnowsWhatIsRefused(body: String) async throws {
        let reply = try await fixture.guarded().run { console, _ in
            await console.send(.post, "/api/v1/dead-letters/replay", body, .token)
        }
        #expect(reply.status == 400)
    }

    @Test func aReplayWithoutATokenIsRefusedEvenHere() async throws {
        let reply = try await fixture.run { console, _ in
            await console.send(.post, "/api/v1/dead-letters/replay", #"{"all":true}"#)
        }
        #expect(reply.status == 403)
        #expect(reply.text.contains("listen.token_file"))
    }

    @Test func aReloadIsTakenOrRefusedWithTheReasons() async throws {
        let (taken, refused) = try await fixture.run { [asked = fixture.asked] console, _ in
            let taken = await console.send(.post, "/-/reload", "")
            asked.problems.withLock { $0 = ["c.yaml:1:1: no"] }
            return (taken, await console.send(.post, "/-/reload", ""))
        }
        #expect(taken.status == 202)
        #expect(refused.status == 422)
        #expect(refused.json["problems"]?.array?.compactMap(\.string) == ["c.yaml:1:1: no"])
    }

    @Test func theLogLevelIsChanged() async throws {
        let (changed, refused, now) = try await fixture.run { console, _ in
            let changed = await console.send(.put, "/api/v1/log-level", #"{"level":"debug"}"#)
            let refused = await console.send(.put, "/api/v1/log-level", #"{"level":"loud"}"#)
            return (changed, refused, await console.get("/api/v1/log-level"))
        }
        #expect(changed.json["level"]?.string == "debug")
        #expect(refused.status == 400)
        #expect(now.json["level"]?.string == "debug")
    }
}
