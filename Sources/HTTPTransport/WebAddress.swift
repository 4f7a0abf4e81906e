/// A URL cut into what may be shown (scheme and host) and what may not (user, path, query). Cuts, does not validate: libcurl parses it again.
struct WebAddress {
    let scheme: Substring
    /// `user:password`, if there is one.
    let userInfo: Substring?
    /// Host and port.
    let host: Substring
    /// Path, query and fragment.
    let rest: Substring

    // By bytes, as every request's URL comes through here; all that is looked for is ASCII.
    init(_ url: String) {
        let colon = url.utf8.firstIndex(of: UInt8(ascii: ":")).flatMap {
            url.utf8[$0...].starts(with: "://".utf8) ? $0 : nil
        }
        scheme = url[..<(colon ?? url.startIndex)]
        let remainder = url[(colon.map { url.utf8.index($0, offsetBy: 3) } ?? url.startIndex)...]
        let end = remainder.utf8.firstIndex(where: \.endsAuthority) ?? remainder.endIndex
        let authority = remainder[..<end]
        rest = remainder[end...]
        let at = authority.utf8.lastIndex(of: UInt8(ascii: "@"))
        userInfo = at.map { authority[..<$0] }
        host = at.map { authority[authority.utf8.index(after: $0)...] } ?? authority
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
        guard address.scheme == "https" || address.scheme == "http" else {
            return "the URL is neither http nor https"
        }
        return address.host.isEmpty ? "the URL has no host" : nil
    }
}

extension UInt8 {
    /// `/`, `?`, `#`, and the backslash that some readers take for a slash.
    fileprivate var endsAuthority: Bool { self == 0x2F || self == 0x3F || self == 0x23 || self == 0x5C }
}
