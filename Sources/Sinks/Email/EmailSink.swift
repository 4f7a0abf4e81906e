package import BridgeCore
package import HTTPTransport

/// Mails to people, handed in at an SMTP server (RFC 5321): one for each event, under pressure one for many.
///
/// Every mail of an event has the same `Message-ID` and the same bytes, so that a repetition can be recognised. Servers may
/// take a mail for some recipients and not for others: those that have it are not sent it again while this process lives.
package actor EmailSink: Sink, ProbedSink, PreviewableSink {
    /// What the configuration says about one sink. ``HTTPConnection/url`` is the server's address as ``MailServer/url`` has
    /// it, and no secret; there are no headers.
    package struct Options: Sendable {
        package var connection: HTTPConnection
        package var renderer: MessageRenderer
        /// See ``MailServer/startsTLS``.
        package var startsTLS: Bool
        /// See ``MailServer/greeting``.
        package var greeting: String?
        package var login: Login?
        package var sender: MailAddress
        package var recipients: [MailAddress]

        /// As whom mails are handed in.
        package struct Login: Sendable {
            package var user: String
            package var password: Secret

            package init(user: String, password: Secret) {
                (self.user, self.password) = (user, password)
            }
        }

        package init(
            connection: HTTPConnection, renderer: MessageRenderer = MessageRenderer(), startsTLS: Bool = true,
            greeting: String? = nil, login: Login? = nil, sender: MailAddress, recipients: [MailAddress]
        ) {
            (self.connection, self.renderer, self.startsTLS) = (connection, renderer, startsTLS)
            (self.greeting, self.login) = (greeting, login)
            (self.sender, self.recipients) = (sender, recipients)
        }
    }

    package nonisolated let traits: SinkTraits
    private nonisolated let options: Options
    private nonisolated let address: String
    private nonisolated let client: any MailClient
    private nonisolated let file: SecretReader
    private nonisolated let now: @Sendable () -> Timestamp
    private nonisolated let message: EmailMessage
    private var progress = EmailProgress()

    /// - Throws: ``SecretError`` if the password or the proxy that is written in the configuration cannot be used. What is in
    ///   a file may come later.
    package init(
        _ options: Options, client: any MailClient, file: @escaping SecretReader,
        now: @escaping @Sendable () -> Timestamp
    ) throws(SecretError) {
        self.options = options
        (self.client, self.file, self.now) = (client, file, now)
        address = try options.connection.url.read(file)
        traits = Self.traits(options, address)
        message = EmailMessage(options.sender, options.recipients, options.renderer)
        do { _ = try Prepared(options, address, file) } catch  where error.mayPass { return }
    }

    /// The server, as whom, from whom and to whom, and the password as it is now.
    package nonisolated var fingerprint: String {
        guard let server = try? Prepared(options, address, file).server else { return "" }
        let parts = [address, server.login?.user, server.login?.password, options.sender.description]
        return TicketKey.digest(
            of: (parts.map { $0 ?? "" } + options.recipients.map(\.description)).joined(separator: "\n"))
    }

    private static func traits(_ options: Options, _ address: String) -> SinkTraits {
        let rate = options.connection.rate ?? RateLimit(limit: 20, per: .seconds(60))
        return SinkTraits(
            name: options.connection.name, type: "email", endpoint: address,
            destination: "\(address) \(options.login?.user ?? "")", concurrency: 1, rate: rate, isChat: true)
    }

    package func deliver(
        _ deliveries: [Delivery], report: @Sendable ([DeliveryReport]) async -> Void
    ) async {
        for (index, delivery) in deliveries.enumerated() {
            let (outcome, remark) = await send(delivery)
            await report([DeliveryReport(index: index, outcome: outcome, remark: remark)])
        }
    }

    private func send(_ delivery: Delivery) async -> (Outcome, remark: String?) {
        guard !Task.isCancelled else {
            return (.retry(reason: "not sent: the service is stopping", scope: .sink), nil)
        }
        let prepared: Prepared
        do { prepared = try Prepared(options, address, file) } catch {
            return (.retry(reason: "\(error)", scope: .sink), nil)
        }
        let missing = options.recipients.map(\.description).filter { !progress.has($0, delivery.id) }
        do throws(HTTPTransportError) {
            let reply = try await client.send(
                MailRequest(
                    server: prepared.server, sender: options.sender.description, recipients: missing,
                    message: message.bytes(for: delivery, at: now())))
            return prepared.words.read(reply, to: delivery.id, missing, &progress)
        } catch {
            return (prepared.words.outcome(of: error), nil)
        }
    }
}

extension EmailSink {
    /// The server with its secrets read.
    struct Prepared: Sendable {
        let server: MailServer
        let words: EmailWords

        init(_ options: Options, _ address: String, _ file: SecretReader) throws(SecretError) {
            let connection = options.connection
            let proxy = try connection.proxy?.read(file)
            let password = try options.login?.password.read(file)
            if let login = options.login, password?.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) == true {
                throw .malformed(login.password, expected: "a password without control characters")
            }
            server = MailServer(
                url: address, startsTLS: options.startsTLS, greeting: options.greeting,
                login: options.login.flatMap { login in password.map { .init(user: login.user, password: $0) } },
                options: connection.transportOptions(HTTPSinkTraits(type: "email"), concurrency: 1, proxy: proxy))
            let ofProxy = proxy.map { SecretURL($0)?.secrets ?? [$0] } ?? []
            words = EmailWords(endpoint: address, secrets: (password.map { [$0] } ?? []) + ofProxy)
        }
    }
}

extension EmailSink: CustomStringConvertible, CustomReflectable {
    package nonisolated var description: String { "email sink \(traits.name) (\(address))" }
    package nonisolated var customMirror: Mirror { Mirror(self, children: []) }
}

extension EmailSink {
    /// The envelope and the headers, and behind them the texts before they are encoded for the wire.
    package nonisolated func preview(of delivery: Delivery) -> SinkPreview {
        let envelope =
            ["\(address)", "MAIL FROM:<\(options.sender)>"] + options.recipients.map { "RCPT TO:<\($0)>" }
        let texts = message.texts(for: delivery)
        return SinkPreview(
            head: envelope + message.headers(for: delivery, at: now()),
            body: Array("\(texts.plain)\n\n\(texts.html)".utf8))
    }

    /// Signs in and hangs up. The prober is of no use here: it speaks HTTP.
    package nonisolated func probe(by prober: any ConnectionProber, within limit: Duration) async -> SinkProbe {
        var probe = SinkProbe()
        probe.endpoint = address
        probe.objection = objection
        probe.hasProxy = options.connection.proxy != nil
        do {
            let prepared = try Prepared(options, address, file)
            await look(at: prepared, within: limit, &probe)
        } catch {
            probe.secrets = error
        }
        return probe
    }

    private nonisolated func look(at prepared: Prepared, within limit: Duration, _ probe: inout SinkProbe) async {
        var server = prepared.server
        server.options.timeout = min(server.options.timeout, limit)
        server.options.connectTimeout = min(server.options.connectTimeout, limit)
        do throws(HTTPTransportError) {
            let greeting = try await client.greet(server)
            probe.connection = .success(greeting.connection)
            probe.reception = greeting.refusal.map { .failure(prepared.words.objection($0)) } ?? .success(welcome)
        } catch {
            probe.connection = .failure(error)
            probe.advice = error.mailAdvice.map { "\($0)." }
        }
    }

    private nonisolated var welcome: String {
        options.login.map { "signed in as \($0.user); no mail was sent" }
            ?? "greeted, without a login; no mail was sent"
    }

    /// What is suspicious about the address.
    private nonisolated var objection: SinkObjection? {
        guard address.hasPrefix("smtp://"), address.hasSuffix(":465") else { return nil }
        return SinkObjection("on port 465 TLS begins at once", advice: "Write smtps:// in url, or take port 587.")
    }
}
