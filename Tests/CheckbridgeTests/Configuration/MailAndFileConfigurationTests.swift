import BridgeCore
import Testing

@testable import checkbridge

/// The keys of e-mail and of files.
@Suite struct MailAndFileConfigurationTests {
    private static let mail = "type: email, url: 'smtp://mail.example:587', from: a@x.example, to: [b@x.example]"

    private func settings<Settings: SinkSettings>(_: Settings.Type, _ text: String) throws -> Settings {
        let sink = try Sample(sink: "{name: log, \(text)}").parse().sinks.first
        return try #require(sink?.settings as? Settings)
    }

    private func complaints(_ text: String, top: String = "") -> [String] {
        Sample(top: top, sink: "{name: log, \(text)}").complaints()
    }

    @Test func aMailNeedsAServerASenderAndRecipients() throws {
        let mail = try settings(EmailSettings.self, Self.mail)
        #expect(mail.server == "smtp://mail.example:587" && mail.sender == "a@x.example")
        #expect(mail.recipients == ["b@x.example"] && mail.startsTLS && mail.password == nil)
        let all = try settings(
            EmailSettings.self, Self.mail + ", user: robot, password_file: /p, helo: bridge.example, starttls: true")
        #expect(all.user == "robot" && all.password == .file("/p") && all.greeting == "bridge.example")
        #expect(complaints("type: email").count == 3)
    }

    @Test(arguments: [
        "'b@x>\\r\\nRCPT TO:<evil@x'", "\"b@x>\\r\\nRCPT TO:<evil@x\"", "\"b@x\\n\"", "'<b@x>'", "'Bob <b@x>'",
        "'b @x'",
        "b", "'@x'", "'b@x,c@x'", "'bücher@x'", "\"b@x\\u0000\"",
    ])
    func anAddressIsOneAndNothingElse(address: String) {
        let to = "type: email, url: 'smtp://mail.example', from: a@x, to: [\(address)]"
        #expect(complaints(to).contains { $0.contains("is not an e-mail address") })
        let from = "type: email, url: 'smtp://mail.example', from: \(address), to: [a@x]"
        #expect(complaints(from).contains { $0.contains("is not an e-mail address") })
    }

    @Test(arguments: [
        ("url: 'http://mail.example', from: a@x, to: [b@x]", "is not a URL of a known kind"),
        ("url: 'smtp://u:p@mail.example', from: a@x, to: [b@x]", "must not hold a user"),
        ("url: 'smtp://mail.example/x', from: a@x, to: [b@x]", "must not have a path"),
        ("url: 'smtp://mail.example', from: a@x, to: []", "must not be empty"),
        ("url: 'smtp://mail.example', from: a@x, to: [b@x], user: u", "the key is missing"),
        ("url: 'smtp://mail.example', from: a@x, to: [b@x], password: p", "the key is missing"),
        ("url: 'smtp://mail.example', from: a@x, to: [b@x], user: u, password: p, starttls: false", "in the clear"),
        ("url: 'smtp://192.0.2.1', from: a@x, to: [b@x], user: u, password_file: /p, starttls: false", "in the clear"),
        ("url: 'smtps://mail.example', from: a@x, to: [b@x], starttls: true", "means nothing with smtps://"),
        ("url: 'smtp://mail.example', from: a@x, to: [b@x], headers: {X-A: b}", "means nothing to e-mail"),
        ("url: 'smtp://mail.example', from: a@x, to: [b@x], concurrency: 3", "means nothing to e-mail"),
        ("url: 'smtp://mail.example', from: a@x, to: [b@x], helo: 'a b'", "is not the name of a host"),
    ])
    func whatDoesNotFitIsSaid(text: String, complaint: String) {
        let complaints = complaints("type: email, \(text)")
        #expect(complaints.contains { $0.contains(complaint) }, "\(complaints)")
        #expect(!complaints.joined().contains("u:p@"))
    }

    @Test(arguments: ["localhost:2525", "127.0.0.1:2525", "127.8.8.8", "[::1]:25"])
    func toThisMachineAPasswordMayGoInTheClear(host: String) throws {
        let mail = try settings(
            EmailSettings.self,
            "type: email, url: 'smtp://\(host)', from: a@x, to: [b@x], user: u, password: p, starttls: false")
        #expect(!mail.startsTLS && mail.url == .literal(""))
    }

    @Test func aFileIsRotatedUnlessItIsSaidOtherwise() throws {
        let file = try settings(FileSettings.self, "type: file, path: /var/log/checkbridge//./events.jsonl")
        #expect(file.path == "/var/log/checkbridge/events.jsonl" && file.maximumBytes == 100 << 20 && file.kept == 5)
        let other = try settings(FileSettings.self, "type: file, path: /e.jsonl, max_size: 2GiB, keep: 0")
        #expect(other.maximumBytes == 2 << 30 && other.kept == 0)
        #expect(try settings(FileSettings.self, "type: file, path: /e.jsonl, max_size: off").maximumBytes == nil)
    }

    @Test(arguments: [
        ("path: events.jsonl", "must begin with /"), ("path: ./e", "must begin with /"),
        ("path: /log/", "is not the path of a file"), ("path: /a/../b", "is not the path of a file"),
        ("path: /log/events.jsonl.1", "must not end in a number"), ("path: \"/a\\0\"", "must not have control"),
        ("path: /e, max_size: 100", "is not a size"), ("path: /e, max_size: 10MB", "is not a size"),
        ("path: /e, max_size: 1KiB", "is out of bounds"), ("path: /e, keep: -1", "is out of bounds"),
        ("max_size: 1MiB", "the key is missing"),
    ])
    func whatIsNoFileIsSaid(text: String, complaint: String) {
        let complaints = complaints("type: file, \(text)")
        #expect(complaints.contains { $0.contains(complaint) }, "\(complaints)")
    }

    @Test func twoSinksOnOneFileAreRefused() {
        let sinks = "{name: log, type: file, path: /log/e}\n- {name: other, type: file, path: /log//./e}"
        #expect(
            Sample(sink: sinks).complaints().contains { $0.contains("another sink's file") && $0.contains("line 6") })
        let apart = "{name: log, type: file, path: /log/e}\n- {name: other, type: file, path: /log/f}"
        #expect(Sample(sink: apart).complaints().isEmpty)
    }

    @Test func aFileAmongTheCursorsIsRefused() {
        let file = "type: file, path: /var/lib/checkbridge/cursor.json"
        #expect(complaints(file).contains { $0.contains("lies in state_dir") && $0.contains("sinks[0].path") })
        #expect(complaints(file, top: "state_dir: /elsewhere").isEmpty)
    }
}
