import CCurl

/// One connection to a mail server, kept from mail to mail as long as it lives. For one thread at a time; its calls block.
final class MailSession {
    private let easy: EasyHandle
    private let configuration: CurlTransport.Configuration
    /// libcurl writes there, so it is ours and not an Array's storage.
    private let errorText = UnsafeMutablePointer<CChar>.allocate(capacity: Int(CURL_ERROR_SIZE))

    /// Nil: out of memory.
    init?(configuration: CurlTransport.Configuration) {
        guard let pointer = curl_easy_init() else { return nil }
        easy = EasyHandle(pointer: pointer)
        self.configuration = configuration
        errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
    }

    /// Says good-bye to the server, and waits for its answer.
    deinit {
        curl_easy_cleanup(easy.pointer)
        errorText.deallocate()
    }

    func send(_ mail: MailRequest, until stop: StopSign) -> Result<MailReply, HTTPTransportError> {
        guard let recipients = HeaderList(mail.recipients) else { return .failure(Self.refusal(CURLE_OUT_OF_MEMORY)) }
        let exchange = MailExchange(mail.message, until: stop, within: mail.server.options.timeout)
        // Both outlive the transfer, whose pointers to them `perform` takes out.
        defer { withExtendedLifetime(exchange) { recipients.free() } }
        return perform(mail.server, exchange) { easy throws(EasyHandle.Failure) in
            try easy.configure(mail, recipients: recipients)
        } reading: { code, words in
            MailReply(code, words: words, exchange.dialogue, recipients: mail.recipients, hasBegun: exchange.hasBegun)
        }
    }

    func greet(_ server: MailServer, until stop: StopSign) -> Result<MailGreeting, HTTPTransportError> {
        let exchange = MailExchange(until: stop, within: server.options.timeout)
        defer { withExtendedLifetime(exchange) {} }
        return perform(server, exchange) { easy throws(EasyHandle.Failure) in
            try easy.configureLook()
        } reading: { code, words in
            let connection = self.easy.connectionReport
            if code == CURLE_OK { return MailGreeting(connection: connection) }
            return MailReply(code, words: words, exchange.dialogue, recipients: [], hasBegun: false)
                .map { MailGreeting(connection: connection, refusal: $0) }
        }
    }

    private func perform<Value>(
        _ server: MailServer, _ exchange: MailExchange,
        _ configure: (EasyHandle) throws(EasyHandle.Failure) -> Void,
        reading: (CURLcode, _ words: String) -> Value?
    ) -> Result<Value, HTTPTransportError> {
        let egress = server.options.egress.map(EgressGuard.init)
        // libcurl keeps the guard's address until it is reset.
        defer { withExtendedLifetime(egress) { easy.reset() } }
        let code = code(server, exchange, egress, configure)
        let words = String(cString: errorText[0] == 0 ? curl_easy_strerror(code) : UnsafePointer(errorText))
        if let value = reading(code, words) { return .success(value) }
        return .failure(Self.error(code, words, server, exchange, egress))
    }

    private func code(
        _ server: MailServer, _ exchange: MailExchange, _ egress: EgressGuard?,
        _ configure: (EasyHandle) throws(EasyHandle.Failure) -> Void
    ) -> CURLcode {
        errorText[0] = 0
        do throws(EasyHandle.Failure) {
            try easy.set(CURLOPT_ERRORBUFFER, to: UnsafeMutableRawPointer(errorText))
            try easy.configure(server, configuration)
            try easy.connect(exchange)
            if let egress { try easy.connect(egress) }
            try configure(easy)
            return curl_easy_perform(easy.pointer)
        } catch {
            return error.code
        }
    }

    private static func error(
        _ code: CURLcode, _ words: String, _ server: MailServer, _ exchange: MailExchange, _ egress: EgressGuard?
    ) -> HTTPTransportError {
        if let refusal = egress?.refusal { return .refused(refusal) }
        if exchange.isCancelled { return .cancelled }
        if exchange.dialogue.isTooLong { return .headersTooLarge(limit: MailDialogue.maximumBytes) }
        let text = Redaction(server).apply(to: words)
        switch code {
        case CURLE_ABORTED_BY_CALLBACK: return .timeout(connecting: !exchange.hasBegun)
        case CURLE_UNSUPPORTED_PROTOCOL: return .invalidRequest("this libcurl was built without SMTP")
        default: return HTTPTransportError(code, text: text, wasConnecting: !exchange.hasBegun)
        }
    }

    private static func refusal(_ code: CURLcode) -> HTTPTransportError {
        .other(.init(code: Int(code.rawValue), text: "libcurl refused the mail"))
    }
}
