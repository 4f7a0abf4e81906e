import CCurl
import Glibc

/// One exchange at a time with libcurl, used again for other requests of the same destination.
///
/// A class because libcurl keeps its address. Not Sendable: it lives and dies inside the transport's actor.
final class Transfer {
    /// Whose request it carries.
    struct Ticket {
        let destination: Destination
        let batch: Batch
        let index: Int
    }

    let easy: EasyHandle
    /// Set while it is in flight.
    private(set) var ticket: Ticket?
    private let timeout: Int
    /// libcurl keeps its address until the handle is gone, which `deinit` sees to before this is let go of.
    private let egress: EgressGuard?
    private var response: ResponseBuffer
    private var headerList: HeaderList?
    /// libcurl points into it until the transfer has ended, so it is ours and not an Array's storage. Never empty: a null pointer
    /// would make libcurl read the body from standard input.
    private var requestBody = UnsafeMutableRawBufferPointer.allocate(byteCount: 2048, alignment: 1)
    /// How much of it the present request takes up.
    private var bodyCount = 0
    private let errorText = UnsafeMutablePointer<CChar>.allocate(capacity: Int(CURL_ERROR_SIZE))

    init(options: HTTPOptions, configuration: CurlTransport.Configuration) throws(EasyHandle.Failure) {
        egress = options.egress.map(EgressGuard.init)
        timeout = options.timeout.atLeastOneMillisecond
        response = ResponseBuffer(maxBodyBytes: options.maxBodyBytes)
        guard let pointer = curl_easy_init() else { throw EasyHandle.Failure(code: CURLE_FAILED_INIT) }
        easy = EasyHandle(pointer: pointer)
        errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
        try connectCallbacks()
        try dropDeadConnections()
        try easy.configure(options, configuration)
        if let egress { try easy.connect(egress) }
    }

    /// In libcurl's order: the handle, then what it points to. It was taken out of the multi handle before.
    deinit {
        curl_easy_cleanup(easy.pointer)
        headerList?.free()
        wipeBody()
        requestBody.deallocate()
        errorText.deallocate()
    }

    /// Readies the handle for one request.
    func begin(_ prepared: PreparedRequest, for ticket: Ticket) throws(EasyHandle.Failure) {
        let request = prepared.request
        try easy.set(CURLOPT_URL, to: request.url)
        // A burst to a TLS peer waits for the first handshake, to share that connection if it speaks HTTP/2. In clear text it would
        // wait for the first whole answer, for nothing.
        try easy.set(CURLOPT_PIPEWAIT, to: request.url.utf8.starts(with: "https".utf8) ? 1 : 0)
        try easy.set(CURLOPT_CUSTOMREQUEST, to: request.method.rawValue)
        try setHeaders(prepared.headerLines)
        try setBody(of: request)
        errorText[0] = 0
        egress?.reset()
        self.ticket = ticket
    }

    /// The result, leaving it ready for the next request once it is taken out of the multi handle.
    func finish(_ code: CURLcode) -> Result<HTTPResponse, HTTPTransportError> {
        guard code == CURLE_OK else { return .failure(error(code)) }
        let duration = Duration.microseconds(easy.offset(CURLINFO_TOTAL_TIME_T))
        return .success(response.take(status: easy.long(CURLINFO_RESPONSE_CODE), duration: duration))
    }

    /// Lets go of the request and of what has arrived. What may hold secrets is overwritten.
    func release() {
        ticket = nil
        response.reset()
        wipeBody()
        // Before they go: libcurl is not to point at them any more.
        try? easy.set(CURLOPT_HTTPHEADER, to: nil as UnsafeMutableRawPointer?)
        headerList?.free()
        headerList = nil
    }

    private func wipeBody() {
        // Safe: as much as was copied into it, and libcurl is through with it.
        if let start = requestBody.baseAddress { explicit_bzero(start, bodyCount) }
        bodyCount = 0
    }

    private func error(_ code: CURLcode) -> HTTPTransportError {
        if let overflow = response.overflow { return overflow }
        if let refusal = egress?.refusal { return .refused(refusal) }
        let words = String(cString: errorText[0] == 0 ? curl_easy_strerror(code) : UnsafePointer(errorText))
        let text = ticket.map { Redaction($0.batch.requests[$0.index].request).apply(to: words) } ?? ""
        return HTTPTransportError(code, text: text, wasConnecting: easy.offset(CURLINFO_PRETRANSFER_TIME_T) == 0)
    }

    private func setHeaders(_ lines: [String]) throws(EasyHandle.Failure) {
        guard let list = HeaderList(lines) else { throw EasyHandle.Failure(code: CURLE_OUT_OF_MEMORY) }
        try easy.set(CURLOPT_HTTPHEADER, to: UnsafeMutableRawPointer(list.first))
        headerList?.free()
        headerList = list
    }

    private func setBody(of request: HTTPRequest) throws(EasyHandle.Failure) {
        guard request.announcesBody else { return try easy.set(CURLOPT_HTTPGET, to: 1) }
        let body = request.body ?? []
        reserve(body.count)
        requestBody.copyBytes(from: body)
        bodyCount = body.count
        // The size first: without it the body would be read as a C string.
        try easy.set(CURLOPT_POSTFIELDSIZE_LARGE, toOffset: body.count)
        try easy.set(CURLOPT_POSTFIELDS, to: requestBody.baseAddress)
        try easy.set(CURLOPT_POST, to: 1)
    }

    /// Room for `count` bytes of body. A large buffer is not kept for small bodies.
    private func reserve(_ count: Int) {
        guard count > requestBody.count || requestBody.count > 64 << 10 else { return }
        requestBody.deallocate()
        requestBody = .allocate(byteCount: max(2048, count), alignment: 1)
    }
}

extension Transfer {
    /// The transfer a handle belongs to.
    static func owner(of easy: UnsafeMutableRawPointer) -> Transfer? {
        var context: UnsafeMutableRawPointer?
        guard ccurl_get_pointer(easy, CURLINFO_PRIVATE, &context) == CURLE_OK else { return nil }
        return context.map(Transfer.from)
    }

    /// Safe: the only pointers libcurl is given for this are `self` of transfers that own the handle, hence outlive it.
    private static func from(_ context: UnsafeMutableRawPointer) -> Transfer {
        Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
    }

    private func connectCallbacks() throws(EasyHandle.Failure) {
        // Safe unretained: libcurl calls back only inside perform, while the actor holds the transfer.
        let context = Unmanaged.passUnretained(self).toOpaque()
        try easy.set(CURLOPT_PRIVATE, to: context)
        try easy.set(CURLOPT_ERRORBUFFER, to: UnsafeMutableRawPointer(errorText))
        try easy.set(CURLOPT_HEADERDATA, to: context)
        try easy.set(CURLOPT_HEADERFUNCTION) { bytes, _, count, context in
            guard let context else { return 0 }
            let line = UnsafeRawBufferPointer(start: bytes, count: count)
            return Transfer.from(context).response.appendHeaderLine(line) ? count : 0
        }
        try easy.set(CURLOPT_WRITEDATA, to: context)
        try easy.set(CURLOPT_WRITEFUNCTION) { bytes, _, count, context in
            guard let context else { return 0 }
            return Transfer.from(context).receiveBody(UnsafeRawBufferPointer(start: bytes, count: count)) ? count : 0
        }
    }

    /// An HTTP/2 connection outlives transfers that time out on it. Were its peer gone without a word, it would swallow every request
    /// until the kernel gives up, after a quarter of an hour; so bytes nobody acknowledges end it as early as they end a transfer.
    private func dropDeadConnections() throws(EasyHandle.Failure) {
        try easy.set(CURLOPT_SOCKOPTDATA, to: Unmanaged.passUnretained(self).toOpaque())
        try easy.set(CURLOPT_SOCKOPTFUNCTION) { context, socket, _ in
            guard let context else { return CURL_SOCKOPT_OK }
            var limit = UInt32(clamping: Transfer.from(context).timeout)
            // A kernel that refuses only keeps its own limit.
            _ = setsockopt(socket, Int32(IPPROTO_TCP), TCP_USER_TIMEOUT, &limit, socklen_t(MemoryLayout<UInt32>.size))
            return CURL_SOCKOPT_OK
        }
    }

    private func receiveBody(_ bytes: UnsafeRawBufferPointer) -> Bool {
        if response.isEmpty { response.expectBody(of: easy.offset(CURLINFO_CONTENT_LENGTH_DOWNLOAD_T)) }
        return response.appendBody(bytes)
    }
}
