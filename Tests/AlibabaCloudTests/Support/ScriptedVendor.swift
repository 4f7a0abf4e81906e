import AlibabaCloud
import HTTPTransport
import Synchronization

/// An `HTTPClient` that answers from a script and remembers what it was asked.
final class ScriptedVendor: HTTPClient {
    typealias Answer = Result<HTTPResponse, HTTPTransportError>

    private let respond: @Sendable (Question) -> Answer
    private let state = Mutex<[Question]>([])

    init(_ respond: @escaping @Sendable (Question) -> Answer) {
        self.respond = respond
    }

    /// Answers in the order of the script; its last answer is repeated.
    convenience init(script: [Answer]) {
        self.init { question in script[min(question.number, script.count - 1)] }
    }

    var questions: [Question] { state.withLock { $0 } }

    func execute(_ request: HTTPRequest) async throws(HTTPTransportError) -> HTTPResponse {
        let question = state.withLock { asked in
            asked.append(Question(number: asked.count, request: request))
            return asked[asked.count - 1]
        }
        return try respond(question).get()
    }

    func execute(_ requests: [HTTPRequest], each: @Sendable ([HTTPCompletion]) async -> Void) async {}
}

/// A request as the vendor sees it.
struct Question: Sendable {
    /// Counted from 0, over all requests.
    let number: Int
    let request: HTTPRequest

    var action: String { header("x-acs-action") ?? "" }

    func header(_ name: String) -> String? {
        request.headers.first { $0.name.lowercased() == name }?.value
    }

    /// The unescaped text of simple parameters.
    func parameter(_ name: String) -> String? {
        let query = request.url.split(separator: "?", maxSplits: 1).dropFirst().first ?? ""
        return query.split(separator: "&").map { $0.split(separator: "=", omittingEmptySubsequences: false) }
            .first { $0[0] == name }.map { String($0[1]) }
    }
}

extension ScriptedVendor.Answer {
    static func json(_ text: String, status: Int = 200, headers: [HTTPHeader] = []) -> Self {
        .success(HTTPResponse(status: status, headers: headers, body: Array(text.utf8)))
    }

    static func bytes(_ body: [UInt8], status: Int = 200) -> Self {
        .success(HTTPResponse(status: status, body: body))
    }

    /// The vendor's usual error answer.
    static func error(_ code: String, status: Int, message: String = "no", headers: [HTTPHeader] = []) -> Self {
        json(#"{"RequestId":"R-1","Code":"\#(code)","Message":"\#(message)"}"#, status: status, headers: headers)
    }
}
