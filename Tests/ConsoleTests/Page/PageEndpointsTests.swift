import BridgeCore
import Console
import Testing

/// The pages, as texts.
@Suite(.timeLimit(.minutes(1)))
struct PageEndpointsTests {
    private static let browser = ["accept": "text/html,application/xhtml+xml"]

    private func get(_ target: String, _ headers: [String: String] = browser) async throws -> Reply {
        try await PageFixture().run { stage in
            try await stage.live()
            #expect(await stage.settle())
            return await stage.console.get(target, headers)
        }
    }

    @Test func theOverviewBeginsWithWhatIsOpen() async throws {
        let page = try await get("/")
        #expect(page.status == 200)
        #expect(page.headers.contains { $0.name == "content-type" && $0.value == "text/html; charset=utf-8" })
        #expect(page.text.contains("<title>(4) checkbridge – 4 high-risk findings are open</title>"))
        let order = ["4 high-risk", "id=\"urgent\"", "id=\"told\"", "id=\"sources\"", "id=\"sinks\"", "id=\"letters\""]
        let places = order.compactMap { page.text.firstRange(of: $0)?.lowerBound }
        #expect(places.count == order.count)
        #expect(places == places.sorted())
    }

    @Test func thePageAsksForItsContentAlone() async throws {
        let part = try await get("/", ["x-part": "view"])
        #expect(part.text.hasPrefix("<div class=\"overview\""))
        #expect(!part.text.contains("<style>"))
    }

    @Test func nothingIsAllowedThatThePageDoesNotBring() async throws {
        let page = try await get("/")
        let policy = page.headers.first { $0.name == "content-security-policy" }?.value ?? ""
        #expect(policy.hasPrefix("default-src 'none'; style-src 'sha256-"))
        #expect(!policy.contains("unsafe"))
        #expect(policy.contains("frame-ancestors 'none'"))
        #expect(!page.text.contains(" style="))
        #expect(!page.text.contains("onclick"))
        #expect(page.headers.count { $0.name == "content-security-policy" } == 1)
    }

    @Test(arguments: [
        ("/findings", 48), ("/findings?state=open&severity=high&source=&kind=", 4), ("/findings?kind=acl_check", 1),
        ("/findings?source=intl-risk", 1), ("/findings?state=gone", 0),
    ])
    func findingsAreChosen(target: String, count: Int) async throws {
        let page = try await get(target)
        #expect(page.status == 200)
        #expect(page.text.matches(of: /<th scope="row">/).count == count)
    }

    @Test(arguments: [
        "/findings?state=x", "/findings?colour=red", "/findings?after=x", "/finding", "/finding?source=a",
    ])
    func whatIsNotUnderstoodIsSaidOnAPage(target: String) async throws {
        let page = try await get(target)
        #expect(page.status == 400)
        #expect(page.text.contains("<h1 id=\"problem-h\">That cannot be understood</h1>"))
    }

    @Test func whatIsNotThereIsSaidOnAPage() async throws {
        #expect(try await get("/nothing").text.contains("<!doctype html>"))
        #expect(try await get("/nothing", [:]).json["error"]?.string != nil)
        #expect(try await get("/api/v1/nothing").json["error"]?.string != nil)
        #expect(try await get("/finding?source=prod-risk&key=prod-risk%2F99999").status == 404)
    }

    @Test func aFindingHasAPageOfItsOwn() async throws {
        let page = try await get("/finding?source=prod-risk&key=prod-risk%2F7")
        #expect(page.text.contains("<h1>OSS bucket is publicly readable</h1>"))
        let chapters = page.text.matches(of: /<h3>\[prod\] (High finding reopened|Resolved|High finding opened)/).map(
            \.1)
        #expect(chapters == ["High finding reopened", "Resolved", "High finding opened"])
        #expect(page.text.matches(of: /<li><p><b>[a-z-]+<\/b> <span class="pill good">delivered/).count == 9)
    }

    @Test func pagesFollowOneAnother() async throws {
        try await PageFixture().run { stage in
            try await stage.poll(
                "prod-risk",
                (0..<120).map { .init(id: "\($0)", title: "Check \($0)", status: "failed", severity: .low) })
            var (titles, target): ([String], String?) = ([], "/findings?state=open")
            while let page = target {
                let text = await stage.console.get(page, Self.browser).text
                titles += text.matches(of: /">(Check \d+)<\/a>/).map { String($0.1) }
                target = text.firstMatch(of: /<a href="([^"]+)" rel="next"/).map {
                    String($0.1).replacing("&amp;", with: "&")
                }
            }
            #expect(titles == (0..<120).map { "Check \($0)" })
        }
    }

    @Test func thePageSpeaksChinese() async throws {
        let page = try await get("/", ["accept": "text/html", "accept-language": "zh-CN,zh;q=0.9"])
        #expect(page.text.contains("<html lang=\"zh-CN\">"))
        #expect(page.text.contains("4 项高危风险未关闭"))
        #expect(page.text.contains("最近的变化"))
        let chosen = try await get("/?lang=zh")
        #expect(
            chosen.headers.contains { $0.name == "set-cookie" && $0.value.hasPrefix("checkbridge_lang=zh; Path=/;") })
    }

    /// Whatever a stranger may call a finding, it stays where it belongs.
    @Test(arguments: [
        "<script>alert(1)</script>", #""\#u{301} onmouseover=alert(1) x=""#, "{{code}} {{{body}}} [[a|b]]",
        "\u{202E}gnp.exe",
        "'><img src=x onerror=alert(1)>", String(repeating: "长", count: 22_000),
    ])
    func noTitleBreaksOut(title: String) async throws {
        try await PageFixture().run { stage in
            try await stage.poll("prod-risk", [.init(id: "<1\"", title: "x", status: "pass", severity: .high)])
            try await stage.poll("prod-risk", [.init(id: "<1\"", title: title, status: "failed", severity: .high)])
            for target in ["/", "/findings", "/finding?source=prod-risk&key=prod-risk%2F%3C1%22"] {
                let page = await stage.console.get(target, Self.browser)
                #expect(page.status == 200)
                #expect(page.body.count < 200_000)
                #expect(!page.text.contains("<script>alert"))
                #expect(!page.text.contains("<img"))
                #expect(!page.text.unicodeScalars.contains("\u{202E}"))
                let breakouts = page.text.matches(of: /<[a-z0-9]+(\s[a-z-]+(="[^"]*")?)*\s+onmouseover/)
                #expect(breakouts.isEmpty)
                #expect(page.text.contains("high"))
            }
        }
    }
}
