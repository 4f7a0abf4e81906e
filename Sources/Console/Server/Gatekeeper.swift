package import BridgeCore
import Crypto

/// Decides who is let in.
package struct Gatekeeper: Sendable {
    private let settings: ConsoleSettings
    private let file: SecretReader
    private let now: @Sendable () -> Timestamp

    /// - Parameter now: says when a browser's session has ended.
    package init(
        _ settings: ConsoleSettings, file: @escaping SecretReader, now: @escaping @Sendable () -> Timestamp
    ) {
        self.settings = settings
        self.file = file
        self.now = now
    }

    /// - Returns: the refusal; `nil` lets the request in.
    package func objection(to request: ConsoleRequest, access: Access) -> Reply? {
        misdirection(of: request) ?? forgery(in: request) ?? denial(of: request, access)
    }

    // MARK: Browsers

    /// A page of any site may have its own name lead to this machine: whoever comes by another name than the machine's
    /// own was led here.
    private func misdirection(of request: ConsoleRequest) -> Reply? {
        guard settings.isLoopback else { return nil }
        guard let host = request.host, Self.isLocal(host) else {
            return .problem(421, "ask for localhost: this address listens for its own machine only")
        }
        return nil
    }

    /// - Parameter host: with or without a port.
    private static func isLocal(_ host: String) -> Bool {
        guard !host.hasPrefix("[") else { return host.prefix { $0 != "]" } == "[::1" }
        return ConsoleSettings.isLoopback(String(host.prefix { $0 != ":" }))
    }

    /// Pages of other sites may send requests, though not read the answers.
    private func forgery(in request: ConsoleRequest) -> Reply? {
        guard request.method == .post || request.method == .put else { return nil }
        let site = request.headers["sec-fetch-site"] ?? "none"
        let origin = request.headers["origin"].map { $0.split(separator: "/").last.map { String($0) } ?? "" }
        guard ["none", "same-origin"].contains(site), origin == nil || origin == request.host else {
            return .problem(403, "another site's page may not ask for this")
        }
        return nil
    }

    // MARK: The token

    private func denial(of request: ConsoleRequest, _ access: Access) -> Reply? {
        switch access {
        case .open: nil
        case .metrics: settings.opensMetrics || settings.isLoopback ? nil : denial(of: request)
        case .read: settings.isLoopback ? nil : denial(of: request)
        case .operate: settings.isLoopback && settings.token == nil ? nil : denial(of: request)
        case .command:
            settings.token == nil
                ? .problem(403, "this needs a token: set listen.token_file in the configuration") : denial(of: request)
        }
    }

    private func denial(of request: ConsoleRequest) -> Reply? {
        guard let token = try? settings.token?.read(file) else {
            return .problem(503, "the token cannot be read, so that nobody can show it: see listen.token_file")
        }
        let words = (request.headers["authorization"] ?? "").split(separator: " ", maxSplits: 1)
        let isShown = words.count == 2 && words[0].lowercased() == "bearer" && Self.areSame(words[1], token)
        guard isShown || hasSession(request, token) else {
            var reply = Reply.problem(401, "send the token of listen.token_file: Authorization: Bearer TOKEN")
            reply.more = [("www-authenticate", "Bearer realm=\"checkbridge\"")]
            return reply
        }
        return nil
    }

    /// Whether there is a token that can be shown at all.
    var hasToken: Bool { settings.token != nil }

    /// Whether somebody typed the token.
    func knows(_ guess: String) -> Bool {
        (try? settings.token?.read(file)).map { Self.areSame(guess[...], $0) } ?? false
    }

    // MARK: Sessions

    /// Whether the browser's user has shown the token before.
    func hasSession(_ request: ConsoleRequest) -> Bool {
        (try? settings.token?.read(file)).map { hasSession(request, $0) } ?? false
    }

    private func hasSession(_ request: ConsoleRequest, _ token: String) -> Bool {
        request.cookie(Session.cookie).map { Session(token: token).admits($0, at: now()) } ?? false
    }

    /// The value of a new session's cookie.
    /// - Returns: `nil` if `guess` is not the token.
    func session(for guess: String, random: UInt64) -> String? {
        guard knows(guess), let token = try? settings.token?.read(file) else { return nil }
        return Session(token: token).value(until: now() + Session.lifetime, random: random)
    }

    /// Digests compare in constant time, and have the same length whatever was guessed.
    private static func areSame(_ guess: Substring, _ token: String) -> Bool {
        SHA256.hash(data: Array(guess.utf8)) == SHA256.hash(data: Array(token.utf8))
    }
}
