import Bridge
import BridgeCore
import Console
import Foundation
import TestSupport
import Testing

/// The description against what is really answered.
@Suite(.timeLimit(.minutes(1)))
struct OpenAPIDescriptionTests {
    private let description = OpenAPIDescription(version: "1.2.3").json

    /// The answers to one request for each path and schema.
    private func answers(_ fixture: ConsoleFixture) async throws -> [(schema: String, text: String)] {
        try await fixture.guarded().run { console, bridge in
            let error = SourceError(
                reason: .permission, code: "Forbidden", message: "no", operation: "Describe", advice: "Allow it.")
            bridge.polls.observe(.pollBegan(source: "acl"))
            bridge.polls.observe(.pollEnded(source: "risk", .failed(error), took: .seconds(1)))
            let lists = [
                ("FindingPage", "findings"), ("EventPage", "events"), ("DeliveryPage", "deliveries"),
                ("DeadLetterPage", "dead-letters"), ("SourcePage", "sources"), ("SinkPage", "sinks"),
                ("SamplePage", "trend"),
                ("FindingPage", "findings?limit=1"), ("Problem", "findings?limit=0"), ("Problem", "events?after=x"),
                ("LogLevel", "log-level"),
            ]
            var answers: [(String, String)] = []
            for (schema, path) in lists { answers.append((schema, await console.get("/api/v1/\(path)").text)) }
            let replay = await console.send(.post, "/api/v1/dead-letters/replay", #"{"all":true}"#, .token)
            let reload = await console.send(.post, "/-/reload", "", .token)
            let level = await console.send(.put, "/api/v1/log-level", #"{"level":"debug"}"#, .token)
            return answers + [("Replayed", replay.text), ("Reloading", reload.text), ("LogLevel", level.text)]
        }
    }

    @Test func everyAnswerIsAsDescribed() async throws {
        let folder = try TemporaryFolder()
        let answers = try await answers(ConsoleFixture())
        for (schema, texts) in Dictionary(grouping: answers, by: \.schema) {
            var members = description.members ?? []
            members.append(JSONMember("$ref", .string("#/components/schemas/\(schema)")))
            let path = try folder.write(String(decoding: JSONValue.object(members).bytes, as: UTF8.self), to: schema)
            let objections = try SchemaValidator.objections(
                to: texts.map(\.text), .json, schema: URL(filePath: path))
            #expect(objections.joined().isEmpty, "\(schema): \(objections) \(texts)")
        }
    }

    /// Otherwise the answers above would prove nothing.
    @Test func thePagesThatAreCheckedHoldSomething() async throws {
        for (schema, text) in try await answers(ConsoleFixture()) where schema.hasSuffix("Page") {
            #expect(try JSONValue(parsing: text)["items"]?.array?.isEmpty == false, "\(schema)")
        }
    }

    @Test func everyPathIsThere() async throws {
        let paths = try #require(description["paths"]?.members)
        try await ConsoleFixture().run { console, _ in
            for path in paths {
                for method in path.value.members ?? [] {
                    let method = try #require(ConsoleRequest.Method(rawValue: method.name.uppercased()))
                    let reply = await console.answer(ConsoleRequest(method, path.name, host: "localhost"))
                    #expect(![404, 405].contains(reply.status), "\(method) \(path.name)")
                }
            }
        }
    }

    @Test func itIsServed() async throws {
        let reply = try await ConsoleFixture().run { console, _ in await console.get("/api/v1/openapi.json") }
        #expect(reply.json["openapi"]?.string == "3.1.0")
        #expect(reply.json["info"]?["version"]?.string == "1.2.3")
    }
}
