import BridgeCore
import Foundation
import HTTPTransport
import Sinks
import Testing

/// What stands in a mail.
@Suite struct EmailMessageTests {
    private func bytes(_ delivery: Delivery, _ renderer: MessageRenderer = MessageRenderer()) async throws -> [UInt8] {
        let client = ScriptedMailClient()
        #expect(try await EmailSink.test(client, renderer).outcome(of: delivery) == .delivered)
        return try #require(client.mails.first?.message)
    }

    private func mail(_ delivery: Delivery, _ renderer: MessageRenderer = MessageRenderer()) async throws -> ReadMail {
        try ReadMail(try await bytes(delivery, renderer))
    }

    @Test func itsHeadersSayWhatMailProgramsWantToKnow() async throws {
        let shanghai = ZoneRules(name: "Asia/Shanghai", initialOffset: 8 * 3600)
        let mail = try await mail(.sample(.opened), MessageRenderer(zone: shanghai))
        #expect(mail.headers["from"] == "checkbridge <checkbridge@acme.example>")
        #expect(mail.headers["to"] == "soc@acme.example")
        #expect(mail.headers["date"] == "Sun, 01 Mar 2026 17:15:30 +0800")
        #expect(mail.headers["message-id"] == "<\(SampleEvent.opened.id)@acme.example>")
        #expect(mail.headers["auto-submitted"] == "auto-generated")
        #expect(mail.headers["x-checkbridge-severity"] == "high" && mail.headers["importance"] == "high")
        #expect(try mail.subject.hasPrefix("🔴 [prod] High finding opened: Cloud platform - MFA"))
    }

    @Test func allMailsOfAFindingAreOneThread() async throws {
        let roots = try await [SampleEvent.opened, .resolved, .reopened].asyncMap { event in
            let mail = try await mail(.sample(event))
            #expect(mail.headers["in-reply-to"] == mail.headers["references"])
            return mail.headers["references"]
        }
        #expect(Set(roots).count == 1)
        #expect(roots[0]?.wholeMatch(of: /<thread-[0-9a-f]{32}@acme\.example>/) != nil)
        let other = try await mail(.sample(.aclOpened)).headers["references"]
        #expect(other != roots[0])
    }

    @Test func aDigestIsInNoThreadAndHasItsNewestEventsDate() async throws {
        let mail = try await mail(.digest)
        #expect(mail.headers["references"] == nil && mail.headers["in-reply-to"] == nil)
        #expect(mail.headers["message-id"] == "<d1635700000000000000000000000001@acme.example>")
        #expect(mail.headers["date"] == "Sun, 01 Mar 2026 09:15:30 +0000")
        #expect(try mail.subject.contains("7 changes"))
    }

    @Test func whatIsOverCallsNobody() async throws {
        let mail = try await mail(.sample(.resolved))
        #expect(mail.headers["importance"] == nil && mail.headers["x-checkbridge-severity"] == nil)
        #expect(try mail.subject.hasPrefix("✅"))
    }

    @Test(arguments: Language.allCases)
    func bothFormsSayWhatAPersonNeedsToKnow(language: Language) async throws {
        let mail = try await mail(.sample(.opened), MessageRenderer(language: language))
        for text in [mail.plain, mail.html] {
            for part in ["MFA for Alibaba Cloud accounts", "multi-factor", SampleEvent.opened.id, "yundun.console"] {
                #expect(text.contains(part), "\(part)")
            }
        }
        #expect(mail.html.contains("<html lang=\"\(language.rawValue)\">"))
    }

    /// A text, and what must not be in the page because of it.
    static let injections: [(title: String, live: String)] = [
        ("<script>alert(1)</script>", "<script"), ("<img src=x onerror=alert(1)>", "<img"),
        ("</td></table><a href='http://evil.example'>x</a>", "<a href='http"), ("\"><b>x</b>", "<b>"),
        ("<\u{301}b>x", "<\u{301}b"), ("&lt;script&gt;", " &lt;script"), ("&#60;script&#62;", " &#60;script"),
    ]

    @Test(arguments: injections.indices)
    func nothingForeignIsMarkup(index: Int) async throws {
        let row = Self.injections[index]
        for delivery in [Delivery.titled("MFA \(row.title)"), .noted("MFA \(row.title)")] {
            let mail = try await mail(delivery)
            #expect(mail.html.contains("MFA"))
            #expect(!Array(mail.html.unicodeScalars).contains(Array(row.live.unicodeScalars)))
        }
    }

    @Test(arguments: [
        "a\r\nBcc: evil@x", "a\nBcc: evil@x", "a\r\n\r\nbody", "a\u{85}Bcc: evil@x", "a\u{2028}Bcc: evil@x", "a\0b",
        "=?utf-8?B?QmNjOiBldmls?=",
    ])
    func noTitleBecomesAHeader(title: String) async throws {
        let bytes = try await bytes(.titled(title))
        let mail = try ReadMail(bytes)
        #expect(mail.headers["bcc"] == nil)
        #expect(mail.headers.count == 13)
        #expect(!String(decoding: bytes, as: UTF8.self).contains("Bcc"))
    }

    @Test(arguments: SinkConformanceTests.hostile)
    func anyTitleMakesAWellFormedMail(title: String) async throws {
        for delivery in [Delivery.titled(title), .noted(title)] {
            let bytes = try await bytes(delivery)
            let mail = try ReadMail(bytes)
            #expect(!(try mail.subject.isEmpty))
            #expect(bytes.count < 200_000)
            let lines = String(decoding: bytes, as: UTF8.self).components(separatedBy: "\r\n")
            #expect(lines.allSatisfy { $0.utf8.count <= 78 && $0.utf8.allSatisfy { (0x20...0x7E).contains($0) } })
            #expect(mail.plain.utf8.count <= 66_000 && mail.html.utf8.count <= 66_000)
        }
    }

    @Test func aLargeDigestSaysWhatIsMissing() async throws {
        let events = (0..<40).map { _ in SampleEvent.allCases }.flatMap { $0 }.map(\.encoded)
        let mail = try await mail(Delivery(content: .digest(id: "d1", events: events), attempt: 1))
        #expect(mail.plain.contains("760 changes") && mail.plain.contains("… and "))
        #expect(mail.html.contains("… and "))
        #expect(mail.plain.ranges(of: "MFA").count > 100)
    }

    @Test func anEventWithoutATimeHasThatOfTheAttempt() async throws {
        let json = #"{"specversion":"1.0","id":"1","source":"/","type":"io.checkbridge.later","data":{}}"#
        let delivery = Delivery(content: .event(EncodedEvent(id: "1", json: Array(json.utf8))), attempt: 1)
        #expect(try await mail(delivery).headers["date"] == "Sun, 01 Mar 2026 09:16:00 +0000")
    }

    @Test(arguments: ["not hexadecimal>@evil", "a\r\nb", String(repeating: "a", count: 100)])
    func anIdThatIsNoneOfOursIsStillAnId(id: String) async throws {
        let delivery = Delivery(
            content: .event(EncodedEvent(id: id, json: SampleEvent.opened.encoded.json)), attempt: 1)
        let mail = try await mail(delivery)
        #expect(mail.headers["message-id"]?.wholeMatch(of: /<[0-9a-f]{32}@acme\.example>/) != nil)
    }

    private static let shown: [(SampleEvent?, Language)] = [
        (.opened, .english), (.resolved, .english), (.aclOpened, .english), (.baseline, .english),
        (.sourceFailing, .english), (nil, .english), (.opened, .chinese), (nil, .chinese),
    ]

    @Test(arguments: shown.indices)
    func itIsTheMailOnRecord(index: Int) async throws {
        let (event, language) = Self.shown[index]
        let renderer = MessageRenderer(
            language: language, zone: ZoneRules(name: "Asia/Shanghai", initialOffset: 8 * 3600))
        let delivery = event.map { Delivery.sample($0) } ?? .digest
        let preview = try EmailSink.test(ScriptedMailClient(), renderer).preview(of: delivery)
        let text =
            preview.head.joined(separator: "\n").replacing("\r\n", with: "\n") + "\n\n"
            + String(decoding: preview.body, as: UTF8.self) + "\n"
        let name = "email/\(event?.rawValue ?? "digest").\(language.rawValue)"
        #expect(try text == Golden.recorded("\(name).txt", for: text))
        let raw = String(decoding: try await bytes(delivery, renderer), as: UTF8.self)
        #expect(try raw == Golden.recorded("\(name).eml", for: raw))
    }
}

extension Sequence {
    fileprivate func asyncMap<Value>(_ transform: (Element) async throws -> Value) async rethrows -> [Value] {
        var values: [Value] = []
        for element in self { values.append(try await transform(element)) }
        return values
    }
}
