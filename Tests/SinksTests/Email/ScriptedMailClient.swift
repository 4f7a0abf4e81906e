import BridgeCore
import HTTPTransport
import Sinks
import Synchronization
import Testing

/// Answers from a script and remembers what it was handed.
final class ScriptedMailClient: MailClient {
    typealias Answer = Result<MailReply, HTTPTransportError>

    private let script: @Sendable (MailRequest) -> Answer
    private let log = Mutex<[MailRequest]>([])

    init(_ script: @escaping @Sendable (MailRequest) -> Answer) {
        self.script = script
    }

    convenience init(_ reply: MailReply = .taken) {
        self.init { _ in .success(reply) }
    }

    var mails: [MailRequest] { log.withLock { $0 } }

    func send(_ mail: MailRequest) async throws(HTTPTransportError) -> MailReply {
        log.withLock { $0.append(mail) }
        return try script(mail).get()
    }

    func greet(_ server: MailServer) async throws(HTTPTransportError) -> MailGreeting {
        let mail = MailRequest(server: server, sender: "", recipients: [], message: [])
        let reply = try script(mail).get()
        return MailGreeting(
            connection: ConnectionReport(address: "192.0.2.1"), refusal: reply.isTaken ? nil : reply)
    }
}

extension MailReply {
    static let taken = MailReply(step: .content, code: 250, text: "2.0.0 Ok: queued")
}

extension EmailSink {
    static func test(
        _ client: any MailClient, to recipients: [String] = ["soc@acme.example"],
        _ renderer: MessageRenderer = MessageRenderer(), url: String = "smtp://mail.acme.example:587",
        password: Secret = .literal("hunter2/+="), file: @escaping SecretReader = { _, _ in [] }
    ) throws -> EmailSink {
        let proxy = Secret.literal("http://user:proxySECRETproxy@proxy.example:3128")
        return try EmailSink(
            .init(
                connection: HTTPConnection(name: "mail", url: .literal(url), proxy: proxy), renderer: renderer,
                greeting: "bridge.acme.example", login: .init(user: "robot", password: password),
                sender: #require(MailAddress("checkbridge@acme.example")),
                recipients: recipients.compactMap(MailAddress.init)),
            client: client, file: file, now: { .test })
    }
}
