import CCurl

extension HTTPTransportError {
    /// What libcurl's `code` means for the caller. `text` must be redacted already.
    init(_ code: CURLcode, text: String, wasConnecting: Bool) {
        let detail = Detail(code: Int(code.rawValue), text: text)
        switch code {
        case CURLE_URL_MALFORMAT, CURLE_BAD_FUNCTION_ARGUMENT: self = .invalidRequest(text)
        case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY: self = .resolve(detail)
        case CURLE_COULDNT_CONNECT, CURLE_PROXY, CURLE_INTERFACE_FAILED: self = .connect(detail)
        case CURLE_OPERATION_TIMEDOUT: self = .timeout(connecting: wasConnecting)
        case CURLE_SEND_ERROR, CURLE_RECV_ERROR, CURLE_GOT_NOTHING, CURLE_PARTIAL_FILE, CURLE_HTTP2, CURLE_HTTP2_STREAM:
            self = .interrupted(detail)
        // The scheme was checked before: here UNSUPPORTED_PROTOCOL is libcurl's word for an answer that is not HTTP,
        // as OUT_OF_MEMORY is for one header line without end (memory that is really used up ends a Swift process anyway).
        case CURLE_UNSUPPORTED_PROTOCOL, CURLE_WEIRD_SERVER_REPLY, CURLE_BAD_CONTENT_ENCODING, CURLE_WRITE_ERROR,
            CURLE_OUT_OF_MEMORY:
            self = .malformedResponse(detail)
        default: self = Self.tlsCodes.contains(code.rawValue) ? .tls(detail) : .other(detail)
        }
    }

    private static let tlsCodes: Set<UInt32> = Set(
        [
            CURLE_SSL_CONNECT_ERROR, CURLE_SSL_ENGINE_NOTFOUND, CURLE_SSL_ENGINE_SETFAILED, CURLE_SSL_CERTPROBLEM,
            CURLE_SSL_CIPHER, CURLE_PEER_FAILED_VERIFICATION, CURLE_USE_SSL_FAILED, CURLE_SSL_ENGINE_INITFAILED,
            CURLE_SSL_CACERT_BADFILE, CURLE_SSL_CRL_BADFILE, CURLE_SSL_ISSUER_ERROR, CURLE_SSL_PINNEDPUBKEYNOTMATCH,
            CURLE_SSL_INVALIDCERTSTATUS, CURLE_SSL_CLIENTCERT,
        ].map(\.rawValue)
    )
}
