import BridgeCore
import TestSupport
import Testing

/// How the pages follow what happens, in a real browser.
@Suite(.serialized, .timeLimit(.minutes(5)))
struct PageLiveTests {
    private let browser: Browser
    private static let urgent = PageFixture.Stage.Check(
        id: "99", title: "A bucket was opened just now", status: "failed", severity: .high)

    init() throws {
        browser = try Browser()
    }

    @Test func whatHappensShowsWithoutLoadingThePageAnew() async throws {
        try await PageFixture().serve { port, stage in
            try await stage.live()
            try await browser.go("http://127.0.0.1:\(port)/")
            #expect(try await browser.until("document.getElementById('pulse').textContent === 'Live'"))
            _ = try await browser.eval("window.mark = 1; document.querySelector('#urgent a').focus(); scrollTo(0, 120)")
            let focused = try await browser.eval("document.activeElement.href")
            try await stage.poll("intl-risk", [Self.urgent])
            #expect(
                try await browser.until(
                    "document.title.startsWith('(5)') && document.body.innerText.includes('A bucket was opened')"))
            #expect(try await browser.eval("window.mark").integer == 1)
            #expect(try await browser.eval("document.activeElement.href") == focused)
            #expect(try await browser.eval("scrollY").integer == 120)
        }
    }

    /// A reader is told of what matters, and of nothing else.
    @Test func onlyTheVerdictIsSpoken() async throws {
        try await PageFixture().serve { port, stage in
            try await stage.live()
            try await browser.go("http://127.0.0.1:\(port)/")
            #expect(try await browser.until("document.documentElement.dataset.updates > 0"))
            #expect(try await browser.eval("document.getElementById('announcement').textContent").string == "")
            try await stage.poll("intl-risk", [Self.urgent])
            #expect(
                try await browser.until(
                    "document.getElementById('announcement').textContent === '5 high-risk findings are open'"))
        }
    }

    @Test func whatIsOpenedOrTypedStays() async throws {
        var fixture = try PageFixture()
        fixture.outcomes = ["siem": .rejected(reason: "410 gone")]
        try await fixture.serve { port, stage in
            try await stage.live()
            #expect(await stage.settle())
            try await browser.go("http://127.0.0.1:\(port)/")
            _ = try await browser.eval("document.querySelector('#letters details').open = true")
            let open = try await browser.eval("document.querySelector('#letters details').id").string ?? ""
            try await stage.poll("intl-risk", [Self.urgent])
            #expect(
                try await browser.until("document.getElementById('letters').innerText.includes('A bucket was opened')"))
            #expect(try await browser.eval("document.getElementById('\(open)').open").bool == true)
            _ = try await browser.eval("document.querySelector('#\(open) input[type=password]').focus()")
            try await browser.press("half a tok")
            try await stage.poll("intl-risk", [Self.urgent.with(status: "pass")])
            #expect(try await browser.until("document.getElementById('told').innerText.includes('Resolved: A bucket')"))
            #expect(try await browser.eval("document.activeElement.value").string == "half a tok")
        }
    }

    @Test func aPageThatIsNotLiveSaysSo() async throws {
        let port = try await PageFixture().serve { port, _ in
            try await browser.go("http://127.0.0.1:\(port)/")
            #expect(try await browser.until("document.getElementById('pulse').textContent === 'Live'"))
            return port
        }
        #expect(port > 0)
        #expect(try await browser.until("document.getElementById('pulse').textContent.startsWith('Not live')"))
    }
}
