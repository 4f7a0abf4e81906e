import BridgeCore
import Testing

@testable import Console

@Suite struct VisitorTests {
    @Test(arguments: [
        ("", Language.english), ("zh-CN,zh;q=0.9,en;q=0.8", .chinese), ("en-GB,zh;q=0.5", .english),
        ("en;q=0.3, zh;q=0.4", .chinese), ("fr, de", .english), ("fr, zh;q=0.1", .chinese), ("zh;q=NaN,en", .english),
        ("ZH-hant", .chinese), ("q=;,;;", .english),
    ])
    func theBrowserSaysWhichLanguageIsPreferred(header: String, language: Language) {
        #expect(Language(preferredBy: header) == language)
    }

    @Test func theAddressCountsBeforeTheCookieAndThatBeforeTheBrowser() {
        let headers = ["accept-language": "en", "cookie": "a=b; checkbridge_lang=zh"]
        #expect(Language(for: ConsoleRequest(.get, "/", headers: headers)) == .chinese)
        #expect(Language(for: ConsoleRequest(.get, "/?lang=en", headers: headers)) == .english)
        #expect(Language(for: ConsoleRequest(.get, "/?lang=fr", headers: headers)) == .chinese)
    }

    @Test func whatWasSentIsNotComeBackTo() {
        let request = ConsoleRequest(.post, "/replay?x=1")
        #expect(Visitor(request, mayRead: true, hasToken: true, isLoggedIn: false).target == "/")
    }

    @Test func thePageIsTheSameInTheOtherLanguage() {
        let request = ConsoleRequest(.get, "/finding?source=a&key=a%2Fb%26c&lang=en")
        let visitor = Visitor(request, mayRead: true, hasToken: false, isLoggedIn: false)
        #expect(visitor.target(in: .chinese) == "/finding?source=a&key=a%2Fb%26c&lang=zh")
        #expect(visitor.target == "/finding?source=a&key=a%2Fb%26c")
    }
}
