import BridgeCore
import Bridge
import Console
import TestSupport
import Testing

/// The pages in a real browser.
@Suite(.serialized, .timeLimit(.minutes(5)))
struct PageBrowserTests {
    private let browser: Browser

    init() async throws {
        browser = try Browser()
    }

    /// What each state looks like; in both themes, on a telephone, in Chinese.
    @Test func everyStateIsShown() async throws {
        try await PageFixture().serve { port, _ in
            try await open(port, "/")
            #expect(try await browser.eval("document.querySelector('h1').innerText").string == "Waiting for the first answer")
            try await shootThemes("empty")
        }
        try await PageFixture().serve { port, stage in
            try await stage.live()
            try await open(port, "/")
            #expect(try await browser.eval("document.title").string?.hasPrefix("(4) checkbridge") == true)
            try await shootThemes("busy")
            try await open(port, "/findings?state=open")
            try await shootThemes("findings")
            try await open(port, "/finding?source=prod-risk&key=prod-risk%2F7")
            try await shootThemes("finding")
            try await open(port, "/", width: 390)
            try await browser.shoot("busy-phone")
            try await open(port, "/?lang=zh", width: 390)
            try await browser.shoot("busy-phone-zh")
            try await open(port, "/?lang=zh")
            try await browser.shoot("busy-zh")
            try await open(port, "/login?lang=en")
            try await browser.shoot("login-light")
        }
        var broken = try PageFixture()
        broken.outcomes = [
            "sec-slack": .rejected(reason: "404 no_service: No service", scope: .sink),
            "siem": .rejected(reason: "410 Gone: this endpoint was removed on purpose; see the platform team's notes"),
        ]
        try await broken.serve { port, stage in
            try await stage.live()
            let error = SourceError(
                reason: .permission, code: "NoPermission", message: "You are not authorized to do this operation.",
                operation: "DescribeRiskCheckResult", advice: "Grant yundun-sas:DescribeRiskCheckResult to the RAM user.")
            try await stage.fail("intl-risk", error)
            #expect(await eventually { await stage.bridge.deliverer.health["sec-slack"]?.isPaused ?? false })
            try await open(port, "/")
            try await shootThemes("broken")
            try await open(port, "/", width: 390)
            try await browser.shoot("broken-phone")
        }
    }

    private func open(_ port: Int, _ target: String, width: Int = 1280) async throws {
        try await browser.size(width, 900)
        try await browser.go("http://127.0.0.1:\(port)\(target)")
    }

    private func shootThemes(_ name: String) async throws {
        for theme in ["light", "dark"] {
            try await browser.prefer("prefers-color-scheme", theme)
            try await browser.shoot("\(name)-\(theme)")
        }
        try await browser.prefer("prefers-color-scheme", "light")
    }
}

extension LaneHealth {
    fileprivate var isPaused: Bool { if case .paused = self { true } else { false } }
}
