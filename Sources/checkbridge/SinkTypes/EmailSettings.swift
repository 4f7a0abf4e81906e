import BridgeCore
import HTTPTransport
import Sinks

struct EmailSettings: SinkSettings {
    static let word = "email"
    var server: String
    var sender: String
    var recipients: [String]
    var startsTLS: Bool
    /// What this machine calls itself.
    var greeting: String?
    var user: String?
    var password: Secret?

    /// Where there is no TLS, nobody's certificate is looked at.
    var url: Secret { .literal(isClear ? "" : server) }
    private var isClear: Bool { !startsTLS && server.lowercased().hasPrefix("smtp://") }

    init(_ section: inout Section, url: Shape<Secret>) {
        server = section.required(
            "url", .mailServer, "The mail server: smtp://host:587, or smtps://host:465 where TLS begins at once")
        sender = section.required("from", .mailAddress, "Whom the mails are from")
        recipients = section.required(
            "to", .list(of: .mailAddress, count: 1...MailRequest.maximumRecipients), "Whom they are for")
        user = section.optional("user", .text, "As whom they are handed in")
        password = section.optionalSecret("password", .secret, "That user's password")
        startsTLS = section.value(
            "starttls", .truth, default: true,
            "With smtp://: nothing is said before TLS has begun; false is in the clear")
        greeting = section.optional("helo", .hostName, "What this machine calls itself; otherwise its host name")
        reportContradictions(in: &section)
    }

    private func reportContradictions(in section: inout Section) {
        if (user == nil) != (password == nil) {
            let missing = user == nil ? "user" : "password"
            section.report("the key is missing", at: missing, hint: "user and password go together")
        }
        if password != nil, isClear, !MailServer(url: server).isThisMachine {
            section.report(
                "would send the password in the clear", at: "starttls",
                hint: "leave it out, or write smtps:// in url; without TLS only to this machine")
        }
        if section.has("starttls"), server.lowercased().hasPrefix("smtps://") {
            section.report("means nothing with smtps://", at: "starttls", hint: "TLS begins at once there")
        }
        for name in ["headers", "concurrency"] where section.has(name) {
            section.report("means nothing to e-mail", at: name, hint: "leave it out")
        }
    }

    func make(_ parts: SinkParts) throws -> (any Sink, SinkTraits) {
        guard let sender = MailAddress(sender) else { throw WiringError("from is no address") }
        return try parts.mail(
            .init(
                connection: parts.connection(.literal(server)), renderer: parts.renderer, startsTLS: startsTLS,
                greeting: greeting, login: user.flatMap { user in password.map { .init(user: user, password: $0) } },
                sender: sender, recipients: recipients.compactMap(MailAddress.init)))
    }
}

extension Shape where Value == String {
    fileprivate static var mailServer: Shape {
        let rule = URLRule(allowsHTTP: true, allowsPath: false, schemes: ["smtp", "smtps"])
        return Shape(placeholder: "", schema: { .matching("smtps?://[^/@]+/?") }) { node, path, reading in
            guard let scalar = reading.text(node, path, "a URL") else { return nil }
            let user = ("must not hold a user", "user and password are keys of their own")
            let found = scalar.text.contains("@") ? user : rule.objection(to: scalar.text)
            guard let (message, hint) = found else { return scalar.text }
            reading.report(message, at: node, path, hint: hint)
            return nil
        }
    }

    fileprivate static var mailAddress: Shape {
        text("an address", pattern: nil, hint: "as in soc@acme.example: ASCII, without a name or <> around it") {
            MailAddress($0) == nil ? "is not an e-mail address" : nil
        }
    }

    fileprivate static var hostName: Shape {
        text("a host's name", pattern: nil, hint: "letters, digits, \"-\" and \".\"") {
            MailAddress("a@\($0)") == nil ? "is not the name of a host" : nil
        }
    }
}
