import BridgeCore

/// Who looks at a page, and how.
struct Visitor: Sendable {
    var language: Language
    /// Whether what the service knows may be shown.
    var mayRead: Bool
    /// Whether there is a token at all.
    var hasToken: Bool
    /// Whether a session says that the token was shown.
    var isLoggedIn: Bool
    /// Path and query, to come back to.
    var path: String
    var query: [(name: String, value: String)]

    init(_ request: ConsoleRequest, mayRead: Bool, hasToken: Bool, isLoggedIn: Bool) {
        language = Language(for: request)
        self.mayRead = mayRead
        self.hasToken = hasToken
        self.isLoggedIn = isLoggedIn
        // What was sent cannot be come back to.
        let isSent = request.method == .post || request.method == .put
        path = isSent ? "/" : request.path
        query = isSent ? [] : request.query
    }

    /// Where this page is, to come back to it.
    var target: String { Self.target(path, query.filter { $0.name != "lang" }) }

    /// The same page in that language.
    func target(in language: Language) -> String {
        Self.target(path, query.filter { $0.name != "lang" } + [("lang", language.rawValue)])
    }

    static func target(_ path: String, _ query: [(name: String, value: String)]) -> String {
        let place = path.split(separator: "/").map { PercentEncoding.component(String($0)) }.joined(separator: "/")
        let pairs = query.map { "\(PercentEncoding.component($0.name))=\(PercentEncoding.component($0.value))" }
        return "/\(place)" + (pairs.isEmpty ? "" : "?\(pairs.joined(separator: "&"))")
    }
}

extension Language {
    static let cookie = "checkbridge_lang"

    /// What the address says, else what was chosen before, else what the browser prefers.
    init(for request: ConsoleRequest) {
        let asked = request.query.last { $0.name == "lang" }?.value
        self =
            asked.flatMap(Language.init(rawValue:)) ?? request.cookie(Self.cookie).flatMap(Language.init(rawValue:))
            ?? Language(preferredBy: request.headers["accept-language"] ?? "")
    }

    /// - Parameter header: `Accept-Language`, as `zh-CN,zh;q=0.9,en;q=0.8`.
    init(preferredBy header: String) {
        let wishes = header.split(separator: ",").prefix(20).compactMap { Wish($0) }
        self =
            wishes.enumerated().max { ($0.element.weight, $1.offset) < ($1.element.weight, $0.offset) }?
            .element.language ?? .english
    }
}

/// One of the languages that a browser prefers.
private struct Wish {
    var language: Language
    /// In thousandths.
    var weight: Int

    /// - Returns: `nil` if it is none of ours.
    init?(_ text: Substring) {
        let parts = text.split(separator: ";").map { $0.filter { $0 != " " } }
        guard let tag = parts.first, let main = tag.split(separator: "-").first,
            let language = Language(rawValue: main.lowercased())
        else { return nil }
        self.language = language
        let quality = parts.dropFirst().first { $0.hasPrefix("q=") }.flatMap { Double($0.dropFirst(2)) } ?? 1
        weight = quality.isFinite ? Int(max(0, min(1, quality)) * 1000) : 0
    }
}
