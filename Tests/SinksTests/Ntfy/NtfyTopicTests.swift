import BridgeCore
import HTTPTransport
import Sinks
import Testing

@Suite struct NtfyTopicTests {
    @Test(
        arguments: [
            (SampleEvent.opened, 5), (.openedNew, 4), (.resolved, 2), (.vanished, 2), (.sourceFailing, 4),
            (.sinkTest, 3),
        ] as [(SampleEvent, Int64)])
    func theSeverityIsThePriority(event: SampleEvent, priority: Int64) async throws {
        let client = ScriptedHTTPClient(status: 200, body: #"{"id":"x"}"#)
        _ = try await SinkUnderTest.ntfy().make(client, .test).outcome(of: .sample(event))
        let body = try JSONValue(parsing: client.requests.first?.body ?? [])
        #expect(body["priority"]?.integer == priority)
        #expect(body["topic"]?.string == "tokenSECRETtoken")
        #expect(client.requests.first?.url == "https://ntfy.sh")
    }

    @Test(arguments: ["a/b", "", "with space", String(repeating: "x", count: 65)])
    func aTopicThatNtfyWouldRefuseIsNotTaken(topic: String) {
        #expect(throws: SecretError.self) {
            let _: NtfyTopic = try kind(
                .init(connection: HTTPConnection(name: "n", url: .literal("https://ntfy.sh")), topic: .literal(topic)))
        }
    }

    /// A server counts all that comes from one sender.
    @Test func twoTopicsOfOneServerArePacedTogether() throws {
        func destination(_ topic: String) throws -> String {
            try HTTPSink<NtfyTopic>(
                .init(
                    connection: HTTPConnection(name: "n", url: .literal("https://ntfy.sh")), topic: .literal(topic)),
                client: ScriptedHTTPClient(status: 200), file: { _, _ in [] }, now: { .test }
            ).traits.destination
        }
        #expect(try destination("one") == destination("two"))
    }

    @Test func aShortTopicIsNotShownEither() throws {
        let sink = try HTTPSink<NtfyTopic>(
            .init(connection: HTTPConnection(name: "n", url: .literal("https://ntfy.sh")), topic: .literal("abc")),
            client: ScriptedHTTPClient(status: 200), file: { _, _ in [] }, now: { .test })
        let body = String(decoding: try sink.preview(of: .sample(.opened)).body, as: UTF8.self)
        #expect(body.contains(#""topic":"***""#))
        #expect(!body.contains("abc"))
    }

    @Test func aLongHeadlineIsInTheTextToo() async throws {
        let client = ScriptedHTTPClient(status: 200, body: #"{"id":"x"}"#)
        let title = String(repeating: "word ", count: 60) + "end"
        _ = try await SinkUnderTest.ntfy().make(client, .test).outcome(of: .titled(title))
        let body = try JSONValue(parsing: client.requests.first?.body ?? [])
        #expect(body["title"]?.string?.hasSuffix("…") == true)
        #expect(body["message"]?.string?.contains("word end") == true)
    }
}
