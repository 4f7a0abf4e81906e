import CCurl

extension EasyHandle {
    /// Sets how a mail server is reached and signed in to. Only for mails: nothing else may be spoken over such a handle.
    func configure(_ server: MailServer, _ configuration: CurlTransport.Configuration) throws(Failure) {
        try set(CURLOPT_PROTOCOLS_STR, to: "smtp,smtps")
        try configureWay(server.options, configuration)
        try set(CURLOPT_URL, to: server.location)
        // ALL, never TRY: that one goes on in the clear where the server offers no TLS.
        let encryption = server.startsTLS ? CURLUSESSL_ALL : CURLUSESSL_NONE
        try set(CURLOPT_USE_SSL, to: Int(encryption.rawValue))
        try set(CURLOPT_USERNAME, to: server.login?.user)
        try set(CURLOPT_PASSWORD, to: server.login?.password)
        // A TLS library without it refuses the option, and the certificate's end is not known then.
        try? set(CURLOPT_CERTINFO, to: 1)
    }

    /// - Parameter recipients: must outlive the transfer.
    func configure(_ mail: MailRequest, recipients: HeaderList) throws(Failure) {
        try set(CURLOPT_MAIL_FROM, to: mail.sender)
        try set(CURLOPT_MAIL_RCPT, to: UnsafeMutableRawPointer(recipients.first))
        // Whom the server takes gets the mail; the replies say who does not.
        try set(CURLOPT_MAIL_RCPT_ALLLOWFAILS, to: 1)
        try set(CURLOPT_UPLOAD, to: 1)
        try set(CURLOPT_INFILESIZE_LARGE, toOffset: mail.message.count)
    }

    /// Says NOOP, and nothing of a mail.
    func configureLook() throws(Failure) {
        try set(CURLOPT_NOBODY, to: 1)
        try set(CURLOPT_CUSTOMREQUEST, to: "NOOP")
    }

    /// - Parameter exchange: must outlive the transfer, and be taken out with ``reset()`` before it goes.
    func connect(_ exchange: MailExchange) throws(Failure) {
        // Safe unretained: libcurl calls back only while it performs, when whoever performs holds the exchange.
        let context = Unmanaged.passUnretained(exchange).toOpaque()
        try set(CURLOPT_READDATA, to: context)
        try set(CURLOPT_READFUNCTION) { bytes, size, count, context in
            guard let context else { return 0 }
            let room = UnsafeMutableRawBufferPointer(start: bytes, count: size * count)
            return MailExchange.from(context).copyMessage(into: room)
        }
        try set(CURLOPT_HEADERDATA, to: context)
        try set(CURLOPT_HEADERFUNCTION) { bytes, _, count, context in
            guard let context else { return count }
            let line = UnsafeRawBufferPointer(start: bytes, count: count)
            return MailExchange.from(context).hear(line) ? count : 0
        }
        // What NOOP is answered comes here, too.
        try set(CURLOPT_WRITEFUNCTION) { _, size, count, _ in size * count }
        try set(CURLOPT_NOPROGRESS, to: 0)
        try set(CURLOPT_XFERINFODATA, to: context)
        try set(
            CURLOPT_XFERINFOFUNCTION,
            progress: { context, _, _, _, _ in
                guard let context else { return 0 }
                return MailExchange.from(context).mustStop ? 1 : 0
            })
    }

    /// Lets go of every option and pointer; connections stay.
    func reset() {
        curl_easy_reset(pointer)
    }
}

extension MailExchange {
    /// Safe: the only pointers libcurl is given for this are those of exchanges that outlive the transfer.
    fileprivate static func from(_ context: UnsafeMutableRawPointer) -> MailExchange {
        Unmanaged<MailExchange>.fromOpaque(context).takeUnretainedValue()
    }
}
