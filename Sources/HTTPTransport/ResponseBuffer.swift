/// Collects an answer as libcurl hands it over, within limits.
struct ResponseBuffer {
    /// Of one block of headers.
    static let maxHeaderBytes = 64 << 10

    private enum State {
        case headers, body, headersTooLarge, bodyTooLarge
    }

    private var state = State.headers
    private var headerBlock: [UInt8] = []
    private var body: [UInt8] = []
    private let maxBodyBytes: Int

    init(maxBodyBytes: Int) {
        self.maxBodyBytes = maxBodyBytes
    }

    var isEmpty: Bool { body.isEmpty }

    /// The limit that was passed, as an error.
    var overflow: HTTPTransportError? {
        switch state {
        case .headers, .body: nil
        case .headersTooLarge: .headersTooLarge(limit: Self.maxHeaderBytes)
        case .bodyTooLarge: .bodyTooLarge(limit: maxBodyBytes)
        }
    }

    /// Takes one whole header line; false: too much.
    mutating func appendHeaderLine(_ line: UnsafeRawBufferPointer) -> Bool {
        // Lines after the body are trailers: nobody here needs them.
        guard case .headers = state else { return true }
        if line.starts(with: "HTTP/".utf8) { headerBlock.removeAll(keepingCapacity: true) }
        guard headerBlock.count + line.count <= Self.maxHeaderBytes else {
            state = .headersTooLarge
            return false
        }
        headerBlock.append(contentsOf: line)
        return true
    }

    /// Room for a body of `count` bytes, as far as the limit allows.
    mutating func expectBody(of count: Int) {
        body.reserveCapacity(min(max(0, count), maxBodyBytes))
    }

    /// Takes a piece of the body; false: too much.
    mutating func appendBody(_ bytes: UnsafeRawBufferPointer) -> Bool {
        guard body.count + bytes.count <= maxBodyBytes else {
            state = .bodyTooLarge
            return false
        }
        state = .body
        body.append(contentsOf: bytes)
        return true
    }

    /// The answer, leaving an empty buffer.
    mutating func take(status: Int, duration: Duration) -> HTTPResponse {
        defer { self = ResponseBuffer(maxBodyBytes: maxBodyBytes) }
        return HTTPResponse(status: status, block: headerBlock, body: body, duration: duration)
    }

    mutating func reset() {
        state = .headers
        headerBlock.removeAll(keepingCapacity: true)
        body = []
    }
}
