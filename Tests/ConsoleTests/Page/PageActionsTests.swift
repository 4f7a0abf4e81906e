import Bridge
import BridgeCore
import Console
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(1)))
struct PageActionsTests {
    private static let form = [
        "content-type": "application/x-www-form-urlencoded", "accept": "text/html", "origin": "http://localhost:9652",
        "sec-fetch-site": "same-origin",
    ]
    private static let page = ["accept": "text/html"]

    private func fixture(isPublic: Bool = false) throws -> PageFixture {
        var fixture = try PageFixture()
        if isPublic { fixture.settings.host = "0.0.0.0" }
        fixture.outcomes = ["siem": .rejected(reason: "410 gone")]
        return fixture
    }

    private func cookie(of reply: Reply) -> [String: String] {
        let value = reply.headers.first { $0.name == "set-cookie" }?.value ?? ""
        return ["cookie": String(value.prefix { $0 != ";" })]
    }

    @Test func whoHasNotLoggedInIsAskedForTheToken() async throws {
        try await fixture(isPublic: true).run { stage in
            let page = await stage.console.get("/findings?state=open", Self.page)
            #expect(page.status == 401)
            #expect(page.text.contains(#"<input type="hidden" name="next" value="/findings?state=open">"#))
            #expect(!page.text.contains("href=\"/findings\""))
            #expect(await stage.console.get("/nothing", Self.page).status == 401)
            #expect(await stage.console.get("/changes", Self.page).status == 401)
        }
    }

    @Test func theTokenOpensASessionThatDoesNotHoldIt() async throws {
        try await fixture(isPublic: true).run { stage in
            let reply = await stage.console.send(
                .post, "/login", "token=\(PageFixture.token)&next=%2Ffindings", Self.form)
            #expect(reply.status == 303)
            #expect(reply.headers.contains { $0.name == "location" && $0.value == "/findings" })
            let set = reply.headers.first { $0.name == "set-cookie" }?.value ?? ""
            #expect(set.hasSuffix("; Path=/; Max-Age=43200; HttpOnly; SameSite=Strict"))
            #expect(!set.contains(PageFixture.token))
            let session = cookie(of: reply)
            #expect(await stage.console.get("/", session).status == 200)
            #expect(await stage.console.get("/api/v1/findings", session).status == 200)
            stage.clock.move(.seconds(12 * 3600))
            #expect(await stage.console.get("/", session).status == 401)
        }
    }

    @Test func behindTLSTheCookieStaysThere() async throws {
        try await fixture(isPublic: true).run { stage in
            let reply = await stage.console.send(
                .post, "/login", "token=\(PageFixture.token)", Self.form.merging(["x-forwarded-proto": "https"]) { $1 })
            #expect(reply.headers.contains { $0.name == "set-cookie" && $0.value.hasSuffix("; Secure") })
        }
    }

    @Test(arguments: ["", "token=", "token=wrong", "token=a-token-that-is-long-enougH"])
    func anotherTokenOpensNothing(body: String) async throws {
        try await fixture(isPublic: true).run { stage in
            let reply = await stage.console.send(.post, "/login", body, Self.form)
            #expect(reply.status == 401)
            #expect(!reply.headers.contains { $0.name == "set-cookie" })
            #expect(reply.text.contains("That is not the token."))
        }
    }

    @Test(arguments: ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "", "/a b"])
    func nobodyIsSentElsewhere(next: String) async throws {
        try await fixture().run { stage in
            let reply = await stage.console.send(.post, "/login", "token=\(PageFixture.token)&next=\(next)", Self.form)
            #expect(reply.headers.contains { $0.name == "location" && $0.value == "/" })
        }
    }

    @Test func loggingOutTakesTheSessionAway() async throws {
        try await fixture().run { stage in
            let reply = await stage.console.send(.post, "/logout", "", Self.form)
            #expect(
                reply.headers.contains {
                    $0.name == "set-cookie" && $0.value.hasPrefix("checkbridge_session=; Path=/; Max-Age=0;")
                })
        }
    }

    // MARK: Sending again

    @Test func theTokenInTheFormSendsAgain() async throws {
        try await fixture().run { stage in
            try await stage.live()
            #expect(await eventually { await dead(stage) > 2 })
            let event = try #require(
                await stage.console.get("/api/v1/dead-letters").json["items"]?.array?.first?["event"]?.string)
            let reply = await stage.console.send(
                .post, "/replay", "sink=siem&event=\(event)&token=\(PageFixture.token)", Self.form)
            #expect(reply.status == 303)
            #expect(reply.headers.contains { $0.name == "location" && $0.value == "/?replayed=1" })
            #expect(await stage.console.get("/?replayed=1", Self.page).text.contains("1 dead letter is sent again."))
        }
    }

    @Test func aSessionSendsAllAgain() async throws {
        try await fixture().run { stage in
            try await stage.live()
            #expect(await eventually { await dead(stage) > 2 })
            let count = await dead(stage)
            let login = await stage.console.send(.post, "/login", "token=\(PageFixture.token)", Self.form)
            let session = Self.form.merging(cookie(of: login)) { $1 }
            let page = await stage.console.get("/", session)
            #expect(!page.text.contains("type=\"password\""))
            let reply = await stage.console.send(.post, "/replay", "sink=siem", session)
            #expect(reply.headers.contains { $0.name == "location" && $0.value == "/?replayed=\(count)" })
        }
    }

    @Test(arguments: ["sink=siem", "sink=siem&token=wrong", "sink=siem&token="])
    func withoutTheTokenNothingIsSentAgain(body: String) async throws {
        try await fixture().run { stage in
            try await stage.live()
            #expect(await eventually { await dead(stage) > 2 })
            let count = await dead(stage)
            let reply = await stage.console.send(.post, "/replay", body, Self.form)
            #expect(reply.status == 401)
            #expect(reply.text.contains("nothing is sent again"))
            #expect(await dead(stage) == count)
        }
    }

    @Test(arguments: ["/login", "/logout", "/replay"])
    func anotherSitesPageGetsNowhere(path: String) async throws {
        try await fixture().run { stage in
            for headers in [["origin": "https://evil.example"], ["sec-fetch-site": "same-site"], ["origin": "null"]] {
                let reply = await stage.console.send(
                    .post, path, "sink=siem&token=\(PageFixture.token)", Self.form.merging(headers) { $1 })
                #expect(reply.status == 403)
                #expect(!reply.headers.contains { $0.name == "set-cookie" })
            }
        }
    }

    @Test func whereThereIsNoTokenNothingIsSentAgain() async throws {
        var fixture = try fixture()
        fixture.settings.token = nil
        try await fixture.run { stage in
            try await stage.live()
            #expect(await eventually { await dead(stage) > 2 })
            let page = await stage.console.get("/", Self.page)
            #expect(!page.text.contains("action=\"/replay\""))
            #expect(!page.text.contains("href=\"/login"))
            #expect(await stage.console.send(.post, "/replay", "sink=siem", Self.form).status == 403)
            #expect(await stage.console.send(.post, "/login", "token=x", Self.form).status == 401)
        }
    }

    private func dead(_ stage: PageFixture.Stage) async -> Int {
        await stage.bridge.store.read { CursorTotals($0) }.sinks["siem"]?.dead ?? 0
    }
}
