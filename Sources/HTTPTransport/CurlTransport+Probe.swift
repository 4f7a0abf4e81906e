import CCurl
import Dispatch

extension CurlTransport: ConnectionProber {
    /// Beside the loop, on a connection of its own that nothing is ever sent over: a thread waits for it, at most for
    /// `options.connectTimeout`.
    package nonisolated func connect(
        to url: String, options: HTTPOptions
    ) async throws(HTTPTransportError) -> ConnectionReport {
        let request = HTTPRequest(method: .get, url: url, options: options)
        if let objection = request.objection { throw objection }
        let configuration = configuration
        return try await withCheckedContinuation { waiter in
            DispatchQueue(label: "curl-probe").async {
                waiter.resume(returning: ConnectionAttempt.run(request, configuration))
            }
        }.get()
    }
}

/// One try to connect.
private struct ConnectionAttempt {
    private let easy: EasyHandle
    private let egress: EgressGuard?

    static func run(
        _ request: HTTPRequest, _ configuration: CurlTransport.Configuration
    ) -> Result<ConnectionReport, HTTPTransportError> {
        guard let pointer = curl_easy_init() else {
            return .failure(.other(.init(code: Int(CURLE_FAILED_INIT.rawValue), text: "libcurl refused the request")))
        }
        let egress = request.options.egress.map(EgressGuard.init)
        // libcurl keeps the guard's address until its handle is gone.
        defer { withExtendedLifetime(egress) { curl_easy_cleanup(pointer) } }
        return ConnectionAttempt(easy: EasyHandle(pointer: pointer), egress: egress).result(request, configuration)
    }

    private func result(
        _ request: HTTPRequest, _ configuration: CurlTransport.Configuration
    ) -> Result<ConnectionReport, HTTPTransportError> {
        let words = UnsafeMutablePointer<CChar>.allocate(capacity: Int(CURL_ERROR_SIZE))
        words.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
        defer {
            // libcurl must not write there any more.
            try? easy.set(CURLOPT_ERRORBUFFER, to: nil as UnsafeMutableRawPointer?)
            words.deallocate()
        }
        let code = perform(request, configuration, words)
        guard code != CURLE_OK else { return .success(easy.connectionReport) }
        if let refusal = egress?.refusal { return .failure(.refused(refusal)) }
        let text = String(cString: words[0] == 0 ? curl_easy_strerror(code) : UnsafePointer(words))
        return .failure(HTTPTransportError(code, text: Redaction(request).apply(to: text), wasConnecting: true))
    }

    private func perform(
        _ request: HTTPRequest, _ configuration: CurlTransport.Configuration, _ words: UnsafeMutablePointer<CChar>
    ) -> CURLcode {
        do throws(EasyHandle.Failure) {
            try easy.set(CURLOPT_ERRORBUFFER, to: UnsafeMutableRawPointer(words))
            try easy.configure(request.options, configuration)
            if let egress { try easy.connect(egress) }
            try easy.set(CURLOPT_URL, to: request.url)
            try easy.set(CURLOPT_CONNECT_ONLY, to: 1)
            // A TLS library without it refuses the option, and the certificate's end is not known then.
            try? easy.set(CURLOPT_CERTINFO, to: 1)
            return curl_easy_perform(easy.pointer)
        } catch {
            return error.code
        }
    }
}

extension EasyHandle {
    /// What is known of the connection that was made last.
    var connectionReport: ConnectionReport {
        ConnectionReport(
            address: string(CURLINFO_PRIMARY_IP), isTunnelled: long(CURLINFO_HTTP_CONNECTCODE) != 0,
            certificateEnd: certificateEnd,
            duration: .microseconds(max(offset(CURLINFO_CONNECT_TIME_T), offset(CURLINFO_APPCONNECT_TIME_T))))
    }

    /// Empty where libcurl does not know.
    private func string(_ info: CURLINFO) -> String {
        var text: UnsafeMutableRawPointer?
        guard ccurl_get_pointer(pointer, info, &text) == CURLE_OK, let text else { return "" }
        // libcurl's, and good until the handle is cleaned up.
        return String(cString: text.assumingMemoryBound(to: CChar.self))
    }

    /// Of the server's own certificate, the first in its chain; libcurl lists each as lines of `Name:value`.
    private var certificateEnd: Int64? {
        var info: UnsafeMutableRawPointer?
        guard ccurl_get_pointer(pointer, CURLINFO_CERTINFO, &info) == CURLE_OK, let info else { return nil }
        // libcurl's, and good until the handle is cleaned up.
        let chain = info.assumingMemoryBound(to: curl_certinfo.self).pointee
        guard chain.num_of_certs > 0 else { return nil }
        var line = chain.certinfo[0]
        while let entry = line?.pointee {
            let text = String(cString: entry.data)
            if text.hasPrefix("Expire date:") { return Self.seconds(text.dropFirst("Expire date:".count)) }
            line = entry.next
        }
        return nil
    }

    private static func seconds(_ date: Substring) -> Int64? {
        let seconds = curl_getdate(String(date), nil)
        return seconds >= 0 ? Int64(seconds) : nil
    }
}
