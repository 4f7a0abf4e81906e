import BridgeCore
import HTTPTransport

extension HTTPReply {
    /// The body of a success.
    /// - Throws: ``Interruption`` if it is no JSON: a captive portal, a proxy, the wrong address.
    func json() throws(Interruption) -> JSONValue {
        guard let json = try? JSONValue(parsing: response.body) else {
            throw Interruption(unexpected("JSON"))
        }
        return json
    }

    /// The list in that member of a success, or the list that it is. An answer without one is not an empty list.
    func list(at name: String? = nil) throws(Interruption) -> [JSONValue] {
        let json = try json()
        guard let list = (name.map { json[$0] } ?? json)?.array else {
            throw Interruption(unexpected(name.map { "one with a list of `\($0)`" } ?? "a list"))
        }
        return list
    }

    /// The text or number in that member of a success.
    func id(at name: String) throws(Interruption) -> String {
        guard let id = try json()[name]?.text, !id.isEmpty else { throw Interruption(unexpected("one with `\(name)`")) }
        return id
    }

    /// - Throws: ``Interruption`` unless it is a success.
    func expect(_ verdict: (HTTPReply) -> Outcome) throws(Interruption) {
        let outcome = verdict(self)
        guard outcome == .delivered else { throw Interruption(outcome) }
    }
}

extension JSONWriter {
    /// The bytes of an object whose members `body` writes.
    static func object(_ body: (inout JSONWriter) -> Void) -> [UInt8] {
        var writer = JSONWriter()
        writer.object(body)
        return writer.bytes
    }
}
