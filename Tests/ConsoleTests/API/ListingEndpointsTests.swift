import Bridge
import BridgeCore
import Console
import Testing

@Suite(.timeLimit(.minutes(1)))
struct ListingEndpointsTests {
    private let fixture: ConsoleFixture

    init() throws {
        fixture = try ConsoleFixture()
    }

    private func get(_ target: String) async throws -> Reply {
        try await fixture.run { console, _ in await console.get("/api/v1/\(target)") }
    }

    @Test func pagesFollowOneAnother() async throws {
        let ids = try await fixture.run { console, _ in
            var ids: [String] = []
            var target: String? = "/api/v1/findings?limit=2"
            while let page = target {
                let json = await console.get(page).json
                ids += (json["items"]?.array ?? []).compactMap { $0["finding"]?["id"]?.string }
                target = json["next"]?.string.map { "/api/v1/findings?limit=2&after=\($0)" }
            }
            return ids
        }
        #expect(ids == ["0", "1", "2", "3", "4"])
    }

    @Test(arguments: [
        ("findings?state=open", 2), ("findings?source=acl", 0), ("findings?kind=risk_check&severity=high", 1),
        ("events", 3), ("events?order=newest&limit=1", 1), ("events?source=nobody", 0), ("events?finding=risk/none", 0),
        ("deliveries", 5), ("deliveries?sink=siem", 2), ("deliveries?state=retrying", 1),
        ("dead-letters", 1), ("dead-letters?sink=chat", 0), ("sources", 2), ("sources?limit=1", 1), ("sinks", 2),
    ])
    func filtersChoose(target: String, count: Int) async throws {
        #expect(try await get(target).json["items"]?.array?.count == count)
    }

    @Test(arguments: [
        "findings?state=closed", "findings?source=typo", "findings?limit=0", "findings?limit=501", "findings?limit=x",
        "findings?after=x", "findings?colour=red", "findings?limit=1&limit=2", "deliveries?state=lost",
        "events?order=best", "trend?after=x", "sinks?x=1",
        "sources?after=-1", "sources?after=3",
    ])
    func whatIsNotUnderstoodIsRefused(target: String) async throws {
        let reply = try await get(target)
        #expect(reply.status == 400)
        #expect(reply.json["error"]?.string?.isEmpty == false)
    }

    @Test func aSourceTellsHowItsLastPollWent() async throws {
        let error = SourceError(
            reason: .permission, code: "Forbidden", message: "no", operation: "Describe", advice: "Allow it.")
        let sources = try await fixture.run { console, bridge in
            bridge.polls.observe(.pollBegan(source: "risk"))
            bridge.polls.observe(.pollEnded(source: "risk", .failed(error), took: .seconds(1)))
            bridge.polls.observe(.pollBegan(source: "acl"))
            return await console.get("/api/v1/sources").json["items"]?.array ?? []
        }
        #expect(sources[0]["last_poll"]?["outcome"]?.string == "failed")
        #expect(sources[0]["last_poll"]?["advice"]?.string == "Allow it.")
        #expect(sources[0]["findings"]?["open"]?["high"]?.integer == 1)
        #expect(sources[0]["account_id"]?.string == "1234")
        #expect(sources[1]["last_poll"] == nil)
        #expect(sources[1]["polling_since"]?.string != nil)
    }

    @Test func aSinkTellsWhatItIsOwed() async throws {
        let sink = try #require(try await get("sinks").json["items"]?.array?.first)
        #expect(sink["sink"]?.string == "siem")
        #expect(sink["endpoint"]?.string == "https://siem.example/***")
        #expect(sink["health"]?.string == "working")
        #expect(sink["backlog"]?.integer == 2)
        #expect(sink["dead_letters"]?.integer == 1)
        #expect(sink["oldest"]?.string == "2026-01-02T03:04:05Z")
    }
}
