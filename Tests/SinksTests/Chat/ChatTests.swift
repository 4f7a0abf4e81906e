import BridgeCore
import HTTPTransport
import Sinks
import Testing

/// What every chat has to pass with what it shows.
@Suite struct ChatTests {
    @Test(arguments: SinkUnderTest.chats(), SinkConformanceTests.hostile)
    func anyTitleKeepsTheLimits(chat: SinkUnderTest, title: String) async throws {
        #expect(try await ChatRules.faults(of: chat.name, in: body(chat, .titled(title))) == [])
    }

    @Test(arguments: SinkUnderTest.chats(), SampleEvent.allCases)
    func everyEventKeepsTheLimits(chat: SinkUnderTest, event: SampleEvent) async throws {
        #expect(try await ChatRules.faults(of: chat.name, in: body(chat, .sample(event))) == [])
    }

    @Test(arguments: SinkUnderTest.chats())
    func aLargeDigestKeepsTheLimitsAndSaysWhatIsMissing(chat: SinkUnderTest) async throws {
        let events = (0..<40).map { _ in SampleEvent.allCases }.flatMap { $0 }.map(\.encoded)
        let body = try await body(chat, Delivery(content: .digest(id: "d1", events: events), attempt: 1))
        #expect(ChatRules.faults(of: chat.name, in: body) == [])
        let text = String(decoding: body, as: UTF8.self)
        #expect(text.contains("… and "))
        #expect(text.contains("760 changes"))
        #expect(text.contains("d1"))
        #expect(text.ranges(of: "MFA").count > 10)
    }

    @Test(arguments: SinkUnderTest.chats(), ["\"\\", "<&>", "*_[]()", "标题", "👩‍👩‍👧‍👦"])
    func manyLongFactsKeepTheLimits(chat: SinkUnderTest, text: String) async throws {
        let value = String(decoding: JSONValue.string(String(repeating: text, count: 2000)).bytes, as: UTF8.self)
        let members = (0..<50).map { "\"field\($0)\":\(value)" }.joined(separator: ",")
        let json = #"{"specversion":"1.0","id":"1","source":"/","type":"io.checkbridge.later","data":{\#(members)}}"#
        let delivery = Delivery(content: .event(EncodedEvent(id: "1", json: Array(json.utf8))), attempt: 1)
        #expect(try await ChatRules.faults(of: chat.name, in: body(chat, delivery)) == [])
    }

    @Test(arguments: SinkUnderTest.chats())
    func aMessageSaysWhatAPersonNeedsToKnow(chat: SinkUnderTest) async throws {
        let text = String(decoding: try await body(chat, .sample(.opened)), as: UTF8.self)
        for part in ["MFA for Alibaba Cloud accounts", "multi-factor", SampleEvent.opened.id, "yundun.console"] {
            #expect(text.contains(part), "\(part)")
        }
        let resolved = String(decoding: try await body(chat, .sample(.resolved)), as: UTF8.self)
        #expect(resolved.contains("✅"))
    }

    /// A text, and what must not come out of it where the chat looks for marks.
    static let injections: [(chat: String, title: String, live: String)] = [
        ("feishu", "<at id=all></at>", "<at id=all"), ("feishu", "<font color=red>x</font>", "<font"),
        ("feishu", "[x](http://evil.example)", "](http://evil"),
        ("feishu", "&#60;at id=all&#62;", "&#60;at id=all&#62;"),
        ("feishu", "**bold** ~~gone~~", "**bold"), ("wecom", "<@all> <@zhangsan2>", "<@all"),
        ("wecom", "[x](http://evil.example)", "](http://"), ("wecom", "<font color=\"warning\">x</font>", "<font"),
        ("teams", "{{DATE(2026-01-01T00:00:00Z)}}", "{{DATE"), ("teams", "[x](http://evil.example)", "[x]("),
        ("teams", "<at>everyone</at>", "<at>"), ("teams", "\\[x](http://evil.example)", "[\\\\[x]"),
        ("discord", "@everyone", "@everyone"), ("discord", "<@123>", " <@123"), ("discord", "<@&9> ``` **x**", " **x"),
        ("discord", "[x](http://evil.example)", "x]("), ("discord", "\\[x](http://evil)", "\\\\[x]"),
        ("telegram", "<a href=\"tg://user?id=1\">x</a>", "<a href=\"tg:"), ("telegram", "&lt;b&gt;", " &lt;b&gt;"),
        ("telegram", "@admin", "@admin"), ("slack_api", "<!channel>", "<!channel"),
        ("slack_api", "<http://evil.example|click>", "<http"), ("mattermost", "@channel @all @here", "@channel"),
        ("mattermost", "![x](http://evil.example/a.png)", "![x"), ("mattermost", "~town-square", " ~town"),
        ("mattermost", "\\@all \\*x*", "\\@all"), ("mattermost", "&commat;channel", "&commat;"),
        ("mattermost", "&#64;all &#x40;all", "&\\#"), ("rocketchat", "@all @here", "@all"),
        ("rocketchat", "[x](http://evil.example)", "](http://"),
    ]

    @Test(arguments: injections.indices)
    func nothingForeignIsMarkup(index: Int) async throws {
        let row = Self.injections[index]
        let chat = try #require(SinkUnderTest.chats().first { $0.name == row.chat })
        // In some chats a headline is no markup, but an item of a list is.
        let titled = Delivery.titled("MFA \(row.title)")
        let digest = Delivery(content: .digest(id: "d1", events: titled.events), attempt: 1)
        let texts = try await markup(of: chat, titled) + markup(of: chat, digest)
        #expect(texts.contains { $0.contains("MFA") })
        for text in texts { #expect(!text.contains(row.live), "\(text)") }
    }

    /// Slack is told to look for none.
    private static let linking = SinkUnderTest.chats().filter { $0.name != "slack_api" } + [.dingtalk]

    @Test(arguments: linking, ["https://evil.example/a", "x http://\u{301}evil.example"])
    func noForeignAddressIsALink(chat: SinkUnderTest, text: String) async throws {
        let titled = Delivery.titled("MFA \(text)")
        let digest = Delivery(content: .digest(id: "d1", events: titled.events), attempt: 1)
        for delivery in [titled, digest, .noted("MFA \(text)")] {
            for shown in try await markup(of: chat, delivery) {
                #expect(!shown.unicodeScalars.contains("://evil".unicodeScalars), "\(shown)")
                #expect(!shown.unicodeScalars.contains("://\u{301}evil".unicodeScalars), "\(shown)")
            }
        }
    }

    @Test(arguments: SinkUnderTest.chats() + [.dingtalk], ["- gone", "1. gone", "+ gone", "=== gone"])
    func noForeignTextBeginsAList(chat: SinkUnderTest, text: String) async throws {
        let texts = try await markup(of: chat, .noted(text))
        #expect(texts.contains { $0.contains("gone") })
        for line in texts.flatMap({ $0.split(separator: "\n") }) {
            #expect(!line.hasPrefix(text) && !line.hasPrefix("> \(text)"), "\(line)")
        }
    }

    @Test(arguments: SinkUnderTest.chats() + [.slack])
    func whatHasNoNameKeepsTheLimits(chat: SinkUnderTest) async throws {
        let json = #"{"specversion":"1.0","id":"1","source":"/","type":"io.checkbridge.later","data":{"":"x","y":""}}"#
        let delivery = Delivery(content: .event(EncodedEvent(id: "1", json: Array(json.utf8))), attempt: 1)
        #expect(try await ChatRules.faults(of: chat.name, in: body(chat, delivery)) == [])
        #expect(try await ChatRules.faults(of: chat.name, in: body(chat, .advised(""))) == [])
    }

    @Test(arguments: SinkUnderTest.chats())
    func chatsAreDigestedAndPaced(chat: SinkUnderTest) throws {
        let sink = try chat.make(ScriptedHTTPClient(status: 500), .test)
        let traits = try #require((sink as? any TraitedSink)?.traits)
        #expect(traits.isChat)
        #expect(traits.rate != nil)
        #expect(traits.type == chat.name)
        #expect(!traits.endpoint.contains("SECRET"))
    }

    @Test(arguments: SinkUnderTest.chats())
    func whatIsShownHasNoSecret(chat: SinkUnderTest) async throws {
        let sink = try chat.make(ScriptedHTTPClient(status: 500), .test)
        let preview = try await #require(sink as? any PreviewableSink).preview(of: .sample(.opened))
        let shown = preview.head.joined(separator: "\n") + String(decoding: preview.body, as: UTF8.self)
        for secret in SinkUnderTest.secrets { #expect(!shown.contains(secret)) }
        #expect(shown.contains("MFA"))
    }

    private func markup(of chat: SinkUnderTest, _ delivery: Delivery) async throws -> [String] {
        ChatRules.markup(of: chat.name, in: try await body(chat, delivery))
    }

    private func body(_ chat: SinkUnderTest, _ delivery: Delivery) async throws -> [UInt8] {
        let client = ScriptedHTTPClient(status: chat.success.status, body: chat.success.body)
        #expect(try await chat.make(client, .test).outcome(of: delivery) == .delivered)
        return try #require(client.requests.first?.body)
    }
}

/// A sink that tells its traits.
private protocol TraitedSink {
    var traits: SinkTraits { get }
}

extension HTTPSink: TraitedSink {}
extension ConversationSink: TraitedSink {}
