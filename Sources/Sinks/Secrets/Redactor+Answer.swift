import BridgeCore

extension Redactor {
    /// How long a receiver's words may be that are told.
    static let maximumBytes = 500

    /// A receiver's words, fit to be told: without known secrets and what looks like one, on one line, not too long.
    func redact(_ text: String) -> String {
        Self.maskingSuspects(in: masked(text)).onOneLine.fitted(to: Self.maximumBytes, in: .utf8)
    }

    /// What stands behind a host in a URL, and the value of a parameter with a telling name: a receiver may echo a
    /// secret that is made anew for each request, or one that is not ours.
    private static func maskingSuspects(in text: String) -> String {
        text.replacing(urlTail) { "\($0.output.1)/***" }.replacing(tellingParameter) { "\($0.output.1)***" }
    }

    private static var urlTail: Regex<(Substring, Substring)> {
        #/(https?:\\?/\\?/[^\s\/?\#"'<>\\]+)[\/?\#\\][^\s"'<>]*/#
    }

    private static var tellingParameter: Regex<(Substring, Substring)> {
        #/((?i:sign|signature|access_token|token|api_?key|key|secret|password)=)[^&\s"'<>]+/#
    }
}
