import Console
import Testing

@Suite struct ReplyTests {
    @Test func everyAnswerIsClosedToOtherSites() {
        let headers = Dictionary(uniqueKeysWithValues: Reply.text(["ok"]).headers.map { ($0.name, $0.value) })
        #expect(headers["x-content-type-options"] == "nosniff")
        #expect(headers["x-frame-options"] == "DENY")
        #expect(headers["referrer-policy"] == "no-referrer")
        #expect(headers["cache-control"] == "no-store")
        #expect(headers["content-security-policy"]?.contains("default-src 'none'") == true)
        #expect(headers["access-control-allow-origin"] == nil)
    }

    @Test func aPageMayHaveAPolicyOfItsOwn() {
        var reply = Reply.text(["ok"])
        reply.more = [("content-security-policy", "default-src 'self'")]
        #expect(reply.headers.filter { $0.name == "content-security-policy" }.map(\.value) == ["default-src 'self'"])
    }
}
