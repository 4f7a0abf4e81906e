import BridgeCore
import Crypto

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// A URL whose path, query and user are secrets: it shows itself as `https://host/***`.
package struct SecretURL: Sendable, Hashable {
    /// The whole URL. Never to be shown.
    package let text: String
    /// Scheme and host with port, in lower case: `https://oapi.dingtalk.com`.
    package let origin: String

    /// User and password, if there are any.
    private let user: String?
    /// Path, query and fragment.
    private let tail: Substring

    /// - Returns: `nil` unless it is an `http` or `https` URL with a host and without blanks or control characters.
    package init?(_ text: String) {
        let parts = text.split(separator: "://", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, !text.unicodeScalars.contains(where: { $0.value <= 0x20 }) else { return nil }
        let scheme = parts[0].lowercased()
        let authority = parts[1].prefix { !"/?#".contains($0) }
        let at = authority.lastIndex(of: "@")
        let host = (at.map { authority[$0...].dropFirst() } ?? authority).lowercased()
        guard scheme == "https" || scheme == "http", !host.isEmpty, host.first != ":" else { return nil }
        self.text = text
        origin = "\(scheme)://\(host)"
        user = at.map { String(authority[..<$0]) }
        tail = parts[1].dropFirst(authority.count)
    }

    /// The same for the same URL, and of no use to anybody else.
    var fingerprint: String {
        SHA256.hash(data: Array(text.utf8)).prefix(16).hexadecimal
    }

    /// The whole URL, as what paths are put behind. Never to be shown.
    var withoutSlash: String { text.last == "/" ? String(text.dropLast()) : text }

    /// Never to be shown.
    var path: Substring { tail.prefix { !"?#".contains($0) } }

    var isWithoutQuery: Bool { !tail.contains { "?#".contains($0) } }

    /// Whether the query has a parameter of that name that is not empty.
    func hasValue(of name: String) -> Bool {
        let query = tail.dropFirst(path.count).prefix { $0 != "#" }
        return query.split { "?&".contains($0) }.contains { $0.hasPrefix("\(name)=") && $0.count > name.count + 1 }
    }

    /// The parts that must not be shown: the user, the path and its segments, the query and its values, the fragment.
    var secrets: [String] {
        let path = path
        let query = tail.dropFirst(path.count)
        // Short segments such as "api" or "hook" say nothing, and masking them would garble every other text.
        let segments = path.split(separator: "/").filter { $0.utf8.count >= 8 }
        let values = query.split { "?&#".contains($0) }.flatMap { $0.split(separator: "=", maxSplits: 1).dropFirst() }
        let parts = [text[...], path, query.dropFirst()] + segments + values
        return parts.map(String.init) + (user.map(Self.secrets) ?? [])
    }

    /// User and password, together and apart, and as they are sent: in the base64 of HTTP's Basic.
    private static func secrets(of user: String) -> [String] {
        let sent = Data(PercentEncoding.decode(user).utf8).base64EncodedString()
        return [user, sent] + user.split(separator: ":").map(String.init)
    }
}

extension SecretURL: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "\(origin)/***" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
