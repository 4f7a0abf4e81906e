import HTTPTransport
import Synchronization

/// Answers from a script and remembers what it was asked.
final class ScriptedHTTPClient: HTTPClient {
    typealias Answer = Result<HTTPResponse, HTTPTransportError>

    private let script: @Sendable (HTTPRequest) -> Answer
    private let log = Mutex<[HTTPRequest]>([])

    init(_ script: @escaping @Sendable (HTTPRequest) -> Answer) {
        self.script = script
    }

    convenience init(status: Int, body: String = "", headers: [HTTPHeader] = []) {
        self.init { _ in .success(HTTPResponse(status: status, headers: headers, body: Array(body.utf8))) }
    }

    var requests: [HTTPRequest] { log.withLock { $0 } }

    func execute(_ request: HTTPRequest) async throws(HTTPTransportError) -> HTTPResponse {
        log.withLock { $0.append(request) }
        return try script(request).get()
    }

    func execute(_ requests: [HTTPRequest], each: @Sendable ([HTTPCompletion]) async -> Void) async {
        log.withLock { $0 += requests }
        await each(requests.enumerated().map { HTTPCompletion(index: $0, result: script($1)) })
    }
}
