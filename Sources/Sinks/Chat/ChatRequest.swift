import BridgeCore
import HTTPTransport

extension HTTPRequest {
    /// A `POST` of JSON.
    static func post(_ url: String, _ body: [UInt8], headers: [HTTPHeader] = []) -> HTTPRequest {
        HTTPRequest(
            method: .post, url: url,
            headers: [HTTPHeader(name: "Content-Type", value: "application/json; charset=utf-8")] + headers,
            body: body)
    }
}

extension HTTPReply {
    /// The body, if it is JSON.
    var object: JSONValue? { try? JSONValue(parsing: response.body) }

    /// `<name> <code>: <message>`, the receiver's words redacted.
    func words(_ name: String, _ code: String, _ message: String) -> String {
        let said = redacted(message)
        // Advice follows behind a full stop of its own.
        return "\(name) \(code)" + (said.isEmpty ? "" : ": \(said.last == "." ? String(said.dropLast()) : said)")
    }

    /// The configuration of the sink does not work.
    func refusal(_ words: String? = nil, advice: String) -> Outcome {
        .rejected(reason: reason(words, advice: advice), scope: .sink)
    }
}
