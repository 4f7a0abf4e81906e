import BridgeCore
import HTTPTransport
import Sinks
import Testing

@Suite struct WebhookTests {
    @Test func theSignatureIsTheOneOfTheVectors() throws {
        for vector in try Vectors.cases("standard_webhooks_v1") {
            let secret = try #require(vector["secret"]?.string)
            #expect(try signature(of: vector, secrets: [secret]) == vector["signature"]?.string)
        }
    }

    @Test func whileASecretIsReplacedBothSign() throws {
        let vector = try #require(try Vectors.file("standard_webhooks_v1")["rotation"])
        let secrets = vector["secrets_new_then_old"]?.array?.compactMap(\.string) ?? []
        #expect(try signature(of: vector, secrets: secrets) == vector["webhook_signature_header"]?.string)
    }

    @Test func aFileMayHoldSeveralSecrets() throws {
        let vector = try #require(try Vectors.file("standard_webhooks_v1")["rotation"])
        let lines = vector["secrets_new_then_old"]?.array?.compactMap(\.string).joined(separator: "\r\n") ?? ""
        let connection = HTTPConnection(name: "w", url: .literal("https://siem.example/hook"))
        let webhook: Webhook = try kind(
            .init(connection: connection, secrets: [.file("/s")]), file: { _, _ in Array((lines + "\n").utf8) })
        let event = EncodedEvent(id: "msg_rotation", json: Array(try #require(vector["body_utf8"]?.string).utf8))
        let request = try webhook.request(
            for: [Delivery(content: .event(event), attempt: 1)], at: Timestamp(seconds: 1_767_225_600))
        #expect(request.value(of: "webhook-signature") == vector["webhook_signature_header"]?.string)
    }

    private func signature(of vector: JSONValue, secrets: [String]) throws -> String? {
        let event = EncodedEvent(
            id: try #require(vector["id"]?.string), json: Array(try #require(vector["body_utf8"]?.string).utf8))
        let now = Timestamp(seconds: try #require(vector["timestamp"]?.integer))
        let request = try webhook(secrets: secrets).request(
            for: [Delivery(content: .event(event), attempt: 1)], at: now)
        #expect(request.value(of: "webhook-id") == event.id)
        #expect(request.body == event.json)
        return request.value(of: "webhook-signature")
    }

    @Test(arguments: ["whsec_", "whsec_not base64!", "%%%"])
    func aSecretThatIsNoKeyIsRefused(secret: String) {
        #expect(throws: SecretError.self) { try webhook(secrets: [secret]) }
    }

    @Test func withoutASecretTheIdGoesAlongAllTheSame() throws {
        let request = try webhook().request(for: [.sample(.opened)], at: .test)
        #expect(request.value(of: "webhook-id") == SampleEvent.opened.id)
        #expect(request.value(of: "webhook-timestamp") == "1772356560")
        #expect(request.value(of: "webhook-signature") == nil)
    }

    @Test func structuredSendsTheCommittedBytes() throws {
        for vector in try Vectors.cases("cloudevents_structured") {
            let bytes = Array(try #require(vector["body_utf8"]?.string).utf8)
            let request = try webhook().request(for: [delivery(bytes)], at: .test)
            #expect(request.body == bytes)
            #expect(request.value(of: "content-type") == "application/cloudevents+json; charset=utf-8")
        }
    }

    /// Our events hold JSON: the vectors with text and bytes as data do not concern us.
    @Test(arguments: ["json_data", "unicode_attributes", "no_data", "microseconds"])
    func binaryPutsAttributesIntoHeaders(name: String) throws {
        let structured = try #require(try Vectors.cases("cloudevents_structured").first { $0["name"]?.string == name })
        let binary = try #require(try Vectors.cases("cloudevents_binary").first { $0["name"]?.string == name })
        let bytes = Array(try #require(structured["body_utf8"]?.string).utf8)
        let request = try webhook(.binary).request(for: [delivery(bytes)], at: .test)
        for header in try #require(binary["headers"]?.members) {
            #expect(request.value(of: header.name) == header.value.string, "\(header.name)")
        }
        let expected = binary["body_utf8"]?.string ?? ""
        #expect(request.body?.isEmpty == expected.isEmpty)
        if !expected.isEmpty { #expect(try JSONValue(parsing: request.body ?? []) == JSONValue(parsing: expected)) }
    }

    @Test func aBatchIsAnArrayOfTheCommittedBytes() throws {
        let vector = try Vectors.file("cloudevents_batch")
        let expected = Array(try #require(vector["body_utf8"]?.string).utf8)
        let events = try #require(JSONValue(parsing: expected).array).map(\.bytes)
        let request = try webhook(.batch).request(for: events.map(delivery), at: .test)
        #expect(try JSONValue(parsing: request.body ?? []) == vector["parsed"])
        #expect(request.value(of: "content-type") == vector["headers"]?["content-type"]?.string)
    }

    @Test func aBatchHasAnIdThatIsMadeOfItsMembers() throws {
        let one = try webhook(.batch).request(for: [.sample(.opened)], at: .test)
        let two = try webhook(.batch).request(for: [.sample(.opened), .sample(.resolved)], at: .test)
        let again = try webhook(.batch).request(for: [.sample(.opened), .sample(.resolved)], at: .test + .seconds(60))
        let others = try webhook(.batch).request(for: [.sample(.resolved), .sample(.vanished)], at: .test)
        #expect(one.value(of: "webhook-id") == SampleEvent.opened.id)
        #expect(two.value(of: "webhook-id") == again.value(of: "webhook-id"))
        #expect(two.value(of: "webhook-id") != others.value(of: "webhook-id"))
        #expect(two.value(of: "webhook-id")?.utf8.count == 32)
    }

    @Test func aDigestIsABatchUnderItsOwnId() throws {
        let request = try webhook(.structured).request(for: [.digest], at: .test)
        #expect(request.value(of: "webhook-id") == Delivery.digest.id)
        #expect(request.value(of: "content-type") == "application/cloudevents-batch+json; charset=utf-8")
        #expect(try JSONValue(parsing: request.body ?? []).array?.count == Delivery.digest.events.count)
    }

    @Test func itMayPutInsteadOfPost() throws {
        let connection = HTTPConnection(name: "w", url: .literal("https://siem.example/hook"))
        let webhook: Webhook = try kind(.init(connection: connection, method: .put))
        #expect(try webhook.request(for: [.sample(.opened)], at: .test).method == .put)
    }

    @Test func aDamagedEventIsRefusedByItself() throws {
        #expect(throws: UnsendableDelivery.self) {
            try webhook(.binary).request(for: [delivery(Array("{".utf8))], at: .test)
        }
    }

    private func delivery(_ json: [UInt8]) -> Delivery {
        Delivery(content: .event(EncodedEvent(id: "evt", json: json)), attempt: 1)
    }

    private func webhook(_ format: Webhook.Format = .structured, secrets: [String] = []) throws -> Webhook {
        let connection = HTTPConnection(name: "w", url: .literal("https://siem.example/hook"))
        return try kind(
            .init(connection: connection, format: format, secrets: secrets.map(Secret.literal)))
    }
}
