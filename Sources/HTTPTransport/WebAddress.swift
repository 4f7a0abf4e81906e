/// A URL cut into what may be shown (scheme and host) and what may not (user, path, query). Cuts, does not validate: libcurl parses it again.
struct WebAddress {
    let scheme: Substring
    /// `user:password`, if there is one.
    let userInfo: Substring?
    /// Host and port.
    let host: Substring
    /// Path, query and fragment.
    let rest: Substring

    init(_ url: String) {
        let afterScheme = Self.end(of: "://", in: url)
        scheme = afterScheme.map { url[..<url.index($0, offsetBy: -3)] } ?? ""
        let remainder = url[(afterScheme ?? url.startIndex)...]
        let authority = remainder.prefix { !"/?#\\".contains($0) }
        rest = remainder[authority.endIndex...]
        let at = authority.lastIndex(of: "@")
        userInfo = at.map { authority[..<$0] }
        host = at.map { authority[authority.index(after: $0)...] } ?? authority
    }

    /// Scheme and host with `***` for the rest.
    var redacted: String { scheme.isEmpty ? "***" : "\(scheme)://\(host)/***" }

    /// What must not be shown.
    var secrets: [Substring] { [userInfo, rest].compactMap { $0 } }

    /// Why a request to `url` must not be sent, if so.
    static func fault(in url: String) -> String? {
        if url.utf8.contains(where: { $0 <= 0x20 || $0 == 0x7F }) {
            return "the URL holds a space or control character"
        }
        let address = WebAddress(url)
        guard ["http", "https"].contains(address.scheme.lowercased()) else {
            return "the URL is neither http nor https"
        }
        return address.host.isEmpty ? "the URL has no host" : nil
    }

    private static func end(of separator: String, in text: String) -> String.Index? {
        var position = text.startIndex
        while position < text.endIndex {
            if text[position...].hasPrefix(separator) { return text.index(position, offsetBy: separator.count) }
            position = text.index(after: position)
        }
        return nil
    }
}
