import Foundation

/// One connection to the fake mail server (RFC 5321, RFC 4954): lines go in, what is to be done comes out. Whoever does not
/// sign in, or says something out of turn, gets the error that a true server has for it.
///
/// The user is `checkbridge`, the password `simulated-email`. It knows nobody called `unknown`, has no room for `full` now,
/// and lets nobody send as `spoofed`.
struct SMTPSession {
    static let greeting = "220 simulator ESMTP"
    static let user = "checkbridge"
    static let password = "simulated-email"
    private static let maximumContent = 1 << 20
    private static let maximumLine = 1000

    enum Action: Equatable {
        /// Nothing is said yet.
        case wait
        case say(String)
        case deliver(SubmittedMail)
        case hangUp(saying: String)
    }

    private enum Expectation {
        case command
        case plainCredentials
        case user
        case password(user: String)
        case content([UInt8])
    }

    private var expectation = Expectation.command
    private var isGreeted = false
    private var isSignedIn = false
    private var sender: String?
    private var recipients: [String] = []

    /// - Parameter line: without its line feed; the carriage return belongs to it.
    mutating func receive(_ line: [UInt8]) -> Action {
        guard line.last == 0x0D, line.count < Self.maximumLine else {
            return .hangUp(saying: "500 5.5.2 Error: bare <LF> received or line too long")
        }
        let line = Array(line.dropLast())
        switch expectation {
        case .content(let content): return receiveContent(line, after: content)
        case .command: return obey(String(decoding: line, as: UTF8.self))
        case .plainCredentials, .user, .password: return receiveCredentials(String(decoding: line, as: UTF8.self))
        }
    }

    private mutating func obey(_ line: String) -> Action {
        let words = line.split(separator: " ", maxSplits: 1).map(String.init)
        let rest = words.count > 1 ? words[1] : ""
        switch words.first?.uppercased() {
        case "EHLO":
            reset()
            isGreeted = true
            return .say("250-simulator\r\n250-SIZE \(Self.maximumContent)\r\n250-AUTH PLAIN LOGIN\r\n250 8BITMIME")
        case "AUTH": return authenticate(rest)
        case "MAIL": return begin(rest)
        case "RCPT": return add(rest)
        case "DATA": return beginContent()
        case "NOOP": return .say("250 2.0.0 Ok")
        case "RSET":
            reset()
            return .say("250 2.0.0 Ok")
        case "QUIT": return .hangUp(saying: "221 2.0.0 Bye")
        case "STARTTLS": return .say("454 4.7.0 TLS not available")
        default: return .say("502 5.5.2 Error: command not recognized")
        }
    }

    private mutating func reset() {
        (sender, recipients, expectation) = (nil, [], .command)
    }
}

// MARK: - Signing in

extension SMTPSession {
    private mutating func authenticate(_ rest: String) -> Action {
        guard isGreeted, !isSignedIn, sender == nil else { return .say("503 5.5.1 Error: AUTH out of turn") }
        let words = rest.split(separator: " ").map(String.init)
        switch words.first?.uppercased() {
        case "PLAIN" where words.count == 2: return signIn(plain: words[1])
        case "PLAIN":
            expectation = .plainCredentials
            return .say("334 ")
        case "LOGIN":
            expectation = .user
            return .say("334 VXNlcm5hbWU6")
        default: return .say("504 5.5.4 Unrecognized authentication type")
        }
    }

    private mutating func receiveCredentials(_ line: String) -> Action {
        switch expectation {
        case .plainCredentials: return signIn(plain: line)
        case .user:
            guard let user = Self.decoded(line) else { return refuseCredentials() }
            expectation = .password(user: user)
            return .say("334 UGFzc3dvcmQ6")
        case .password(let user): return signIn(user, Self.decoded(line))
        case .command, .content: return .wait
        }
    }

    private mutating func signIn(plain: String) -> Action {
        let parts = Self.decoded(plain)?.split(separator: "\0", omittingEmptySubsequences: false).map(String.init) ?? []
        return parts.count == 3 ? signIn(parts[1], parts[2]) : refuseCredentials()
    }

    private mutating func signIn(_ user: String, _ password: String?) -> Action {
        guard user == Self.user, password == Self.password else { return refuseCredentials() }
        (isSignedIn, expectation) = (true, .command)
        return .say("235 2.7.0 Authentication successful")
    }

    private mutating func refuseCredentials() -> Action {
        expectation = .command
        return .say("535 5.7.8 Error: authentication failed")
    }

    private static func decoded(_ text: String) -> String? {
        Data(base64Encoded: text).flatMap { String(data: $0, encoding: .utf8) }
    }
}

// MARK: - The mail

extension SMTPSession {
    private mutating func begin(_ rest: String) -> Action {
        guard isGreeted, sender == nil else { return .say("503 5.5.1 Error: MAIL out of turn") }
        guard isSignedIn else { return .say("530 5.7.0 Authentication required") }
        guard let (address, parameters) = Self.path(rest, after: "FROM:") else {
            return .say("501 5.5.4 Syntax: MAIL FROM:<address>")
        }
        let size = parameters.first { $0.uppercased().hasPrefix("SIZE=") }.flatMap { Int($0.dropFirst(5)) } ?? 0
        guard size <= Self.maximumContent else { return .say("552 5.3.4 Message size exceeds fixed limit") }
        guard !address.hasPrefix("spoofed@") else {
            return .say("550 5.7.1 <\(address)>: Sender address rejected: not owned by user \(Self.user)")
        }
        sender = address
        return .say("250 2.1.0 Ok")
    }

    private mutating func add(_ rest: String) -> Action {
        guard sender != nil else { return .say("503 5.5.1 Error: need MAIL command") }
        guard let (address, _) = Self.path(rest, after: "TO:") else {
            return .say("501 5.5.4 Syntax: RCPT TO:<address>")
        }
        if address.hasPrefix("unknown@") {
            return .say("550 5.1.1 <\(address)>: Recipient address rejected: User unknown")
        }
        if address.hasPrefix("full@") { return .say("452 4.2.2 <\(address)>: Mailbox full") }
        guard recipients.count < 100 else { return .say("452 4.5.3 Error: too many recipients") }
        recipients.append(address)
        return .say("250 2.1.5 Ok")
    }

    private mutating func beginContent() -> Action {
        guard !recipients.isEmpty else { return .say("554 5.5.1 Error: no valid recipients") }
        expectation = .content([])
        return .say("354 End data with <CR><LF>.<CR><LF>")
    }

    private mutating func receiveContent(_ line: [UInt8], after content: [UInt8]) -> Action {
        let dot = UInt8(ascii: ".")
        guard line != [dot] else {
            let mail = SubmittedMail(sender: sender ?? "", recipients: recipients, content: content)
            reset()
            return .deliver(mail)
        }
        let text = line.first == dot ? Array(line.dropFirst()) : line
        guard content.count + text.count <= Self.maximumContent else {
            return .hangUp(saying: "552 5.3.4 Message size exceeds fixed limit")
        }
        expectation = .content(content + text + [0x0D, 0x0A])
        return .wait
    }

    /// `FROM:<address> SIZE=100`
    private static func path(_ text: String, after word: String) -> (String, parameters: [String])? {
        guard text.uppercased().hasPrefix("\(word)<"), let end = text.firstIndex(of: ">") else { return nil }
        let address = String(text[..<end].dropFirst(word.count + 1))
        let isOne = address.wholeMatch(of: /[^@<>\s]+@[A-Za-z0-9.\-]+/) != nil
        let rest = text[end...].dropFirst()
        guard isOne, rest.isEmpty || rest.first == " " else { return nil }
        return (address, rest.split(separator: " ").map(String.init))
    }
}
