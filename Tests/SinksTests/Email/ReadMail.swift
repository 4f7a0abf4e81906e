import Foundation

/// A mail as a mail program reads it, taken apart by rules written down anew.
struct ReadMail {
    /// By their names in lower case, lines joined; encoded words as they are.
    private(set) var headers: [String: String] = [:]
    private(set) var plain = ""
    private(set) var html = ""

    struct Malformed: Error {
        let why: String
    }

    init(_ bytes: [UInt8]) throws {
        let text = String(decoding: bytes, as: UTF8.self)
        guard let end = text.range(of: "\r\n\r\n") else { throw Malformed(why: "no blank line") }
        for line in text[..<end.lowerBound].replacing("\r\n ", with: " ").components(separatedBy: "\r\n") {
            let parts = line.components(separatedBy: ": ")
            let name = parts[0].lowercased()
            guard parts.count > 1, headers[name] == nil else { throw Malformed(why: "header \(name)") }
            headers[name] = parts.dropFirst().joined(separator: ": ")
        }
        let boundary = headers["content-type"]?.components(separatedBy: "\"").dropFirst().first ?? ""
        let pieces = text[end.upperBound...].components(separatedBy: "--" + boundary)
        guard pieces.count == 4, pieces[3] == "--\r\n" else { throw Malformed(why: "\(pieces.count) parts") }
        plain = try Self.text(of: pieces[1], "text/plain")
        html = try Self.text(of: pieces[2], "text/html")
    }

    private static func text(of part: String, _ type: String) throws -> String {
        let halves = part.components(separatedBy: "\r\n\r\n")
        guard halves.count == 2, halves[0].contains("Content-Type: \(type); charset=utf-8"),
            let data = Data(base64Encoded: halves[1].components(separatedBy: "\r\n").joined()),
            let text = String(data: data, encoding: .utf8)
        else { throw Malformed(why: type) }
        return text
    }

    var subject: String {
        get throws {
            try (headers["subject"] ?? "").split(separator: " ").map { word in
                guard word.count <= 75, word.hasPrefix("=?utf-8?B?"), word.hasSuffix("?="),
                    let data = Data(base64Encoded: String(word.dropFirst(10).dropLast(2))),
                    let text = String(data: data, encoding: .utf8)
                else { throw Malformed(why: "subject") }
                return text
            }.joined()
        }
    }
}
