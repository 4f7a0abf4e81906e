/// Where mails are handed in, and as whom. Its password is a secret: it prints as its address.
package struct MailServer: Sendable, Hashable {
    /// `smtp://host:587`, or `smtps://host:465` for TLS from the first byte. Nothing else may stand in it.
    package var url: String
    /// With `smtp://`: whether TLS must begin (STARTTLS) before anything is said. Never a matter of what the server offers,
    /// because whoever stands between could take the offer out.
    package var startsTLS: Bool
    /// What this machine calls itself; `nil`: its host name.
    package var greeting: String?
    package var login: Login?
    /// `maxBodyBytes`, `maxConnections` mean nothing here.
    package var options: HTTPOptions

    /// As whom mails are handed in.
    package struct Login: Sendable, Hashable {
        package var user: String
        package var password: String

        package init(user: String, password: String) {
            (self.user, self.password) = (user, password)
        }
    }

    package init(
        url: String, startsTLS: Bool = true, greeting: String? = nil, login: Login? = nil,
        options: HTTPOptions = HTTPOptions()
    ) {
        (self.url, self.startsTLS, self.greeting) = (url, startsTLS, greeting)
        (self.login, self.options) = (login, options)
    }
}

extension MailServer {
    /// Why nothing may be said to it, if so.
    var objection: HTTPTransportError? {
        fault.map(HTTPTransportError.invalidRequest) ?? options.refusal(of: url).map(HTTPTransportError.refused)
    }

    /// Names no value: values may be secrets.
    private var fault: String? {
        let address = WebAddress(url)
        if url.utf8.contains(where: \.isBlankOrControl) { return "the URL holds a space or control character" }
        guard ["smtp", "smtps"].contains(address.scheme) else { return "the URL is neither smtp nor smtps" }
        guard !address.host.isEmpty else { return "the URL has no host" }
        guard address.userInfo == nil, ["", "/"].contains(address.rest) else {
            return "the URL has more than a host and a port"
        }
        if let greeting, !HostName.isWellFormed(greeting[...].utf8) { return "the name to greet with is no host's" }
        return loginFault(isClear: address.scheme == "smtp" && !startsTLS)
    }

    private func loginFault(isClear: Bool) -> String? {
        guard let login else { return nil }
        if (login.user + login.password).utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) {
            return "the user or the password holds a control character"
        }
        return isClear && !isThisMachine ? "a password must not go out without TLS, except to this machine" : nil
    }

    /// By its name or written address; nothing is looked up.
    package var isThisMachine: Bool {
        let host = WebAddress(url).host.lowercased()
        if host == "localhost" || host.hasPrefix("localhost:") { return true }
        return IPAddress(writtenIn: url).map { address in [AddressRange].loopback.contains { $0.contains(address) } }
            ?? false
    }

    /// As libcurl takes it: the name to greet with is the path.
    var location: String {
        let base = url.last == "/" ? String(url.dropLast()) : url
        return greeting.map { "\(base)/\($0)" } ?? base
    }
}

extension UInt8 {
    fileprivate var isBlankOrControl: Bool { self <= 0x20 || self == 0x7F }
}

extension MailServer: CustomStringConvertible, CustomReflectable {
    package var description: String { WebAddress(url).redacted }
    package var customMirror: Mirror { Mirror(self, children: []) }
}

extension MailServer.Login: CustomStringConvertible, CustomReflectable {
    package var description: String { "Login(<redacted>)" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
