import CCurl

extension MailReply {
    /// What libcurl's result means together with what the server said; `nil` if no reply decided it.
    /// - Parameters:
    ///   - words: libcurl's own.
    ///   - hasBegun: whether any of the mail itself was sent.
    init?(_ code: CURLcode, words: String, _ dialogue: MailDialogue, recipients: [String], hasBegun: Bool) {
        guard let step = Step(code, words: words, hasBegun: hasBegun) else { return nil }
        let refusal = dialogue.last.flatMap { $0.code >= 400 ? $0 : nil }
        switch (code == CURLE_OK ? dialogue.last : refusal, step) {
        case (let last?, _): self.init(step: step, code: last.code, text: last.text)
        case (nil, .login): self.init(step: step, code: 0, text: "it offers no way of signing in")
        case (nil, _): return nil
        }
        guard step == .recipients || step == .content else { return }
        refused = dialogue.refusals(of: recipients, saidData: step == .content)
    }
}

extension MailReply.Step {
    /// libcurl has one code for MAIL, RCPT and DATA, and tells them apart in its words.
    fileprivate init?(_ code: CURLcode, words: String, hasBegun: Bool) {
        switch code {
        case CURLE_OK: self = .content
        case CURLE_LOGIN_DENIED: self = .login
        case CURLE_USE_SSL_FAILED: self = .encryption
        case CURLE_REMOTE_ACCESS_DENIED: self = .greeting
        case CURLE_WEIRD_SERVER_REPLY: self = hasBegun ? .content : .greeting
        case CURLE_SEND_ERROR where words.hasPrefix("MAIL failed"): self = .sender
        case CURLE_SEND_ERROR where words.hasPrefix("RCPT failed"): self = .recipients
        case CURLE_SEND_ERROR where words.hasPrefix("DATA failed"): self = .content
        default: return nil
        }
    }
}
