import BridgeCore
import Testing

@Suite struct EventTests {
    @Test func anEventOfANewerVersionIsStillRead() throws {
        let json =
            #"{"specversion":"1.0","id":"1","source":"/s","type":"io.checkbridge.later","x":1,"data":{"account":"a"}}"#
        let event = try Event(json: JSONValue(parsing: json))
        #expect((event.id, event.type, event.knownType, event.account) == ("1", "io.checkbridge.later", nil, "a"))
        #expect(event.subject == nil && event.time == nil && event.severity == nil && event.transition == nil)
    }

    @Test(arguments: [
        "{}", "[]", #"{"specversion":"0.3","id":"1","source":"/s","type":"t"}"#,
        #"{"specversion":"1.0","source":"/s","type":"t"}"#,
        #"{"specversion":"1.0","id":1,"source":"/s","type":"t"}"#,
    ])
    func whatIsNoCloudEventIsAnError(json: String) throws {
        let value = try JSONValue(parsing: json)
        #expect(throws: JSONError.self) { try Event(json: value) }
    }

    @Test func withoutDataItIsEmpty() throws {
        let event = try Event(json: JSONValue(parsing: #"{"specversion":"1.0","id":"1","source":"/s","type":"t"}"#))
        #expect(event.data == .object([]))
    }
}
