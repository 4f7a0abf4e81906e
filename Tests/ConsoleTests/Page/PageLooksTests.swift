import Bridge
import BridgeCore
import Console
import TestSupport
import Testing

/// How the pages look in a real browser. Where `CHECKBRIDGE_PICTURES` names a folder, pictures are left there for people
/// to look at.
@Suite(.serialized, .timeLimit(.minutes(5)))
struct PageLooksTests {
    private let browser: Browser

    init() throws {
        browser = try Browser()
    }

    @Test func everyStateIsReadableInBothThemesAndOnATelephone() async throws {
        try await PageFixture().serve { port, _ in
            try await open(port, "/")
            #expect(try await headline == "Waiting for the first answer")
            try await shootThemes("empty")
        }
        try await PageFixture().serve { port, stage in
            try await stage.live()
            try await open(port, "/")
            #expect(try await headline == "4 high-risk findings are open")
            try await shootThemes("busy")
            try await open(port, "/findings?state=open")
            try await shootThemes("findings")
            try await open(port, "/finding?source=prod-risk&key=prod-risk%2F7")
            try await shootThemes("finding")
            try await open(port, "/", width: 390)
            try await shootPhone("busy-phone")
            try await open(port, "/findings", width: 320)
            try await shootPhone("findings-phone")
            try await open(port, "/finding?source=prod-risk&key=prod-risk%2F7", width: 320)
            try await shootPhone("finding-phone")
            try await open(port, "/?lang=zh", width: 390)
            #expect(try await headline == "4 项高危风险未关闭")
            try await shootPhone("busy-phone-zh")
            try await open(port, "/?lang=zh")
            try await shootThemes("busy-zh")
            try await open(port, "/login?lang=en")
            try await shootThemes("login")
            try await open(port, "/nothing")
            try await shootThemes("nothing")
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
                operation: "DescribeRiskCheckResult",
                advice: "Grant yundun-sas:DescribeRiskCheckResult to the RAM user.")
            try await stage.fail("intl-risk", error)
            #expect(await eventually { await stage.bridge.deliverer.health["sec-slack"]?.isPaused ?? false })
            try await open(port, "/")
            try await shootThemes("broken")
            try await open(port, "/", width: 390)
            try await shootPhone("broken-phone")
        }
    }

    private func open(_ port: Int, _ target: String, width: Int = 1280) async throws {
        try await browser.size(width, 900)
        try await browser.go("http://127.0.0.1:\(port)\(target)")
    }

    private var headline: String? {
        get async throws { try await browser.eval("document.querySelector('h1').innerText").string }
    }

    /// Looks at the page in both themes: every text must stand out from what is behind it.
    private func shootThemes(_ name: String) async throws {
        for theme in ["light", "dark"] {
            try await browser.prefer("prefers-color-scheme", theme)
            try await browser.shoot("\(name)-\(theme)")
            let (measured, faint) = try await contrasts()
            #expect(measured > 3)
            #expect(faint == [], "\(name), \(theme)")
        }
        try await browser.prefer("prefers-color-scheme", "light")
        let isDark = try await browser.eval("getComputedStyle(document.body).backgroundColor").string
        #expect(isDark == "rgb(244, 245, 247)")
    }

    /// Looks at a page on a telephone: nothing may stick out to the right.
    private func shootPhone(_ name: String) async throws {
        try await browser.shoot(name)
        #expect(try await browser.eval("document.documentElement.scrollWidth <= screen.width").bool == true, "\(name)")
    }

    /// WCAG 2.2, 1.4.3.
    /// - Returns: how many texts were measured, and those that cannot be read well.
    private func contrasts() async throws -> (measured: Int, faint: [String]) {
        let found = try await browser.eval(Self.contrastScript)
        return (Int(found["measured"]?.integer ?? 0), (found["faint"]?.array ?? []).compactMap(\.string))
    }

    private static let contrastScript = """
        (() => {
          const parts = text => (text.match(/[\\d.]+/g) || []).map(Number);
          const light = ([r, g, b]) => {
            const [x, y, z] = [r, g, b].map(v => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
            return 0.2126 * x + 0.7152 * y + 0.0722 * z;
          };
          const behind = it => {
            for (; it; it = it.parentElement) {
              const colour = parts(getComputedStyle(it).backgroundColor);
              if (colour.length === 3 || colour[3] === 1) return colour;
            }
            return [255, 255, 255];
          };
          const faint = [];
          let measured = 0;
          const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          while (walk.nextNode()) {
            const it = walk.currentNode.parentElement;
            if (!walk.currentNode.data.trim() || !it.checkVisibility() || it.closest(".hidden,script,style,option")) continue;
            const style = getComputedStyle(it);
            const ink = light(parts(it.closest("svg") ? style.fill : style.color)), ground = light(behind(it));
            const ratio = (Math.max(ink, ground) + 0.05) / (Math.min(ink, ground) + 0.05);
            const size = parseFloat(style.fontSize), isLarge = size >= 24 || size >= 18.66 && style.fontWeight >= 700;
            measured += 1;
            if (ratio < (isLarge ? 3 : 4.5)) faint.push(`${walk.currentNode.data.trim()}: ${ratio.toFixed(2)}`);
          }
          return { measured, faint };
        })()
        """
}

extension LaneHealth {
    fileprivate var isPaused: Bool { if case .paused = self { true } else { false } }
}
