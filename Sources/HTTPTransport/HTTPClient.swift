/// The way out of the process.
package protocol HTTPClient: Sendable {
    /// Sends one request. Any status is a response; only the lack of a complete one is an error. Cancelling the task aborts the transfer.
    func execute(_ request: HTTPRequest) async throws(HTTPTransportError) -> HTTPResponse

    /// Runs all, calling `each` with whatever has finished, in arrays, as it finishes; returns when all have. Every index comes exactly once.
    ///
    /// While `each` runs, transfers go on, and what finishes meanwhile comes in its next array; a slow `each` holds back its own requests only.
    /// Cancelling the task makes what is left finish as `.cancelled`.
    func execute(_ requests: [HTTPRequest], each: @Sendable ([HTTPCompletion]) async -> Void) async
}

/// How one of many requests ended.
package struct HTTPCompletion: Sendable {
    /// Into the array of requests.
    package var index: Int
    package var result: Result<HTTPResponse, HTTPTransportError>

    package init(index: Int, result: Result<HTTPResponse, HTTPTransportError>) {
        self.index = index
        self.result = result
    }
}
