/// Takes the secrets of one request, or of whatever it is made with, out of libcurl's error text.
struct Redaction {
    /// Longest first, so that a part of one never hides the rest of it.
    private let secrets: [String]

    init(_ request: HTTPRequest) {
        self.init(urls: [request.url, request.options.proxy], [request.options.proxy])
    }

    /// - Parameters:
    ///   - urls: of each of their parts that is a secret.
    ///   - others: secrets as they are.
    init(urls: [String?], _ others: [String?]) {
        let parts = urls.compactMap { $0 }.map(WebAddress.init).flatMap(\.secrets).map(String.init)
        secrets = (parts + others.compactMap { $0 }).filter { $0.utf8.count > 1 }
            .sorted { $0.utf8.count > $1.utf8.count }
    }

    /// `text` with `***` for each secret, at most 200 characters of it.
    func apply(to text: String) -> String {
        String(secrets.reduce(text) { Self.replace($1, in: $0) }.prefix(200))
    }

    private static func replace(_ secret: String, in text: String) -> String {
        var result = ""
        var rest = text[...]
        while !rest.isEmpty {
            if rest.hasPrefix(secret) {
                result += "***"
                rest = rest.dropFirst(secret.count)
            } else {
                result.append(rest.removeFirst())
            }
        }
        return result
    }
}
