import HTTPTransport
import Testing

@Suite struct MailAddressTests {
    @Test(arguments: [
        "a@b", "soc@acme.example", "first.last+tag@mail.acme.example", "o'neil_{x}@xn--bcher-kva.example",
        "checkbridge@localhost",
    ])
    func anAddressIsTaken(text: String) {
        #expect(MailAddress(text)?.description == text)
    }

    @Test(arguments: [
        "", "@", "a@", "@b", "a", "a@b@c", "a b@c", "a@b c", "<a@b>", "a@b>", "a@b\r\nRCPT TO:<c@d>", "a@b\n", "a\0@b",
        "a@b\u{7F}", "a@[127.0.0.1]", "\"a b\"@c", ".a@b", "a.@b", "a..b@c", "a@.b", "a@b.", "a@-b", "a@b-", "a@b_c",
        "bücher@b", "a@bücher", "a,b@c", "a@b,c@d", "a@b>\r\nRCPT TO:<evil@x", "a@b SIZE=1",
    ])
    func nothingElseIs(text: String) {
        #expect(MailAddress(text) == nil)
    }

    @Test func whatIsTooLongIsNot() {
        let local = String(repeating: "a", count: 65)
        #expect(MailAddress("\(local.dropLast())@b") != nil)
        #expect(MailAddress("\(local)@b") == nil)
        let domain = (0..<4).map { _ in String(repeating: "b", count: 62) }.joined(separator: ".")
        #expect(MailAddress("a@\(domain)") != nil)
        #expect(MailAddress("abc@\(domain)") == nil)
    }

    @Test func itsDomainStandsBehindTheAt() {
        #expect(MailAddress("soc@acme.example")?.domain == "acme.example")
    }
}
