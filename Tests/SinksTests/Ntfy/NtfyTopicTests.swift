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

    @Test func aLongHeadlineIsInTheTextToo() async throws {
        let client = ScriptedHTTPClient(status: 200, body: #"{"id":"x"}"#)
        let title = String(repeating: "word ", count: 60) + "end"
        _ = try await SinkUnderTest.ntfy().make(client, .test).outcome(of: .titled(title))
        let body = try JSONValue(parsing: client.requests.first?.body ?? [])
        #expect(body["title"]?.string?.hasSuffix("…") == true)
        #expect(body["message"]?.string?.contains("word end") == true)
    }
}
