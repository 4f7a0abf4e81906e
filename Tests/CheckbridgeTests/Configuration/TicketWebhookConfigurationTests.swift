import BridgeCore
import HTTPTransport
import Sinks
import Testing

@testable import checkbridge

/// The keys of tickets that are described by hand.
@Suite struct TicketWebhookConfigurationTests {
    private func settings(
        _ text: String, environment: [String: String] = [:]
    ) throws -> TicketWebhookSettings {
        let sink = try Sample(sink: "{name: log, type: ticket_webhook, url: 'https://a/api', \(text)}")
            .parse(environment: environment).sinks.first
        return try #require(sink?.settings as? TicketWebhookSettings)
    }

    @Test func whatIsNotDescribedIsMissing() throws {
        let requests = try settings("create: {path: /t}").requests
        #expect(requests.create.method == .post && requests.create.body == nil && requests.key == nil)
        #expect(requests.find == nil && requests.look == nil && requests.comment == nil && requests.close == nil)
    }

    @Test func everyStepIsRead() throws {
        let requests = try settings(
            """
            create: {method: PUT, path: '/t/{key}', body: {title: '{title}', n: 3, list: [a, true, null]}, key: /d/id},
            find: {path: '/t?m={key}', items: /l, key: /id, mark: /m, closed: {at: /s, is: 6}},
            look: {path: '/t/{ticket}', closed: {at: /d/s, is: [closed, true]}},
            comment: {path: '/t/{ticket}/c'}, close: {path: '/t/{ticket}'}, reopen: {method: POST, path: '/t/{ticket}/o'}
            """.replacing("\n", with: " ")
        ).requests
        #expect(requests.create.method == .put && requests.key?.description == "/d/id")
        #expect(
            try requests.create.body
                == .object([
                    .init("title", .text(TextTemplate("{title}"))), .init("n", .fixed(.number("3"))),
                    .init(
                        "list", .array([.text(TextTemplate("a")), .fixed(.bool(true)), .fixed(.null)])),
                ]))
        #expect(requests.find?.closed?.words == ["6"] && requests.look?.closed?.words == ["closed", "true"])
        #expect(requests.comment?.method == .post && requests.close?.method == .patch)
        #expect(requests.reopen?.method == .post)
    }

    @Test func whatComesFromTheEnvironmentIsConfidential() throws {
        let requests = try settings(
            "create: {path: '/t?k=${KEY}', body: {pin: '${KEY}'}}", environment: ["KEY": "hunter22"]
        ).requests
        #expect(requests.create.path == (try TextTemplate("/t?k=hunter22", isConfidential: true)))
        #expect(
            requests.create.body == .object([.init("pin", .text(try TextTemplate("hunter22", isConfidential: true)))]))
    }

    @Test(arguments: [
        ("create: {path: /t, body: {a: '{titel}'}}", "sinks[0].create.body.a: {titel} is not known", "\"title\""),
        ("create: {path: /t, body: {a: [b, '{ticket}']}}", "create.body.a[1]: {ticket} is not known yet", "earlier"),
        ("create: {path: '/t/{ticket}'}", "create.path: {ticket} is not known yet", ""),
        ("create: {path: /t}, close: {path: '/t/{earlier}'}", "close.path: {earlier} is not known yet", ""),
        ("create: {path: /t, body: {a: '{'}}", "belongs to no placeholder", "write {{ and }}"),
        ("create: {path: /t, body: {a: 'x}y'}}", "belongs to no placeholder", ""),
        ("create: {path: /t, body: {a: '{/data/~x}'}}", "is not known", "/data/account"),
        ("create: {path: t}", "create.path: must begin with / or ?", ""),
        ("create: {path: '{key}'}", "create.path: must begin with / or ?", ""),
        ("create: {path: '/a b'}", "characters that a URL must encode", ""),
        ("create: {path: '/a#b'}", "characters that a URL must encode", ""),
        ("create: {path: '/ä'}", "characters that a URL must encode", ""),
        ("create: {path: /t, key: id}", "create.key:", "as in /data/id"),
        ("create: {path: /t, body: text}", "create.body: must be a mapping", ""),
        ("create: {path: /t, method: GET}", "is not known here", "PATCH"),
        ("create: {path: /t}, find: {path: '/t', key: /id}", "find.mark: the key is missing", ""),
        ("create: {path: /t}, look: {path: '/t', closed: {at: /s}}", "look.closed.is: the key is missing", ""),
        ("create: {path: /t}, delete: {path: /t}", "delete: unknown key", "create"),
        ("comment: {path: /t}", "create: the key is missing", ""),
    ])
    func whatIsWrongIsSaidWithItsPlace(keys: String, message: String, hint: String) {
        let complaints = Sample(sink: "{name: log, type: ticket_webhook, url: 'https://a', \(keys)}").complaints()
        #expect(
            complaints.contains { $0.contains(message) && $0.contains(hint) && $0.contains("c.yaml:6") },
            "\(complaints)")
    }

    @Test func aSecretIsNotToldForAPlaceholder() {
        let sample = Sample(
            sink: "{name: log, type: ticket_webhook, url: 'https://a', create: {path: /t, body: {a: '${K}'}}}")
        let complaints = sample.complaints(environment: ["K": "x{hunter2}"])
        #expect(complaints.count == 1 && !complaints.joined().contains("hunter2"))
    }
}
