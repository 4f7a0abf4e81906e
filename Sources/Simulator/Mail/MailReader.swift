import Foundation

/// Reads a mail as strictly as the strictest of the true servers (RFC 5322, RFC 2045, RFC 2047).
enum MailReader {
    /// Why a server would not take it.
    struct Fault: Error, Equatable {
        var reply: String

        init(_ words: String) {
            reply = "554 5.6.0 \(words)"
        }
    }

    static func letter(in content: [UInt8]) throws(Fault) -> Letter {
        let text = String(decoding: content, as: UTF8.self)
        guard let end = text.range(of: "\r\n\r\n") else { throw Fault("Message has no body") }
        let headers = try headers(String(text[..<end.lowerBound]))
        let parts = try parts(of: String(text[end.upperBound...]), type: headers["content-type"] ?? "")
        guard let id = headers["message-id"]?.wholeMatch(of: /<([^@<>\s]+)@[^@<>\s]+>/)?.1 else {
            throw Fault("Message-ID is malformed")
        }
        return Letter(
            id: String(id), title: try decoded(headers["subject"] ?? ""),
            body: Array(parts.joined(separator: "\n").utf8))
    }

    private static func headers(_ text: String) throws(Fault) -> [String: String] {
        guard text.utf8.allSatisfy({ $0 < 0x80 }) else { throw Fault("Header has 8-bit data without SMTPUTF8") }
        guard text.components(separatedBy: "\r\n").allSatisfy({ $0.utf8.count <= 998 }) else {
            throw Fault("Header line too long")
        }
        var headers: [String: String] = [:]
        for line in text.replacing("\r\n ", with: " ").components(separatedBy: "\r\n") {
            guard let colon = line.firstIndex(of: ":"), line.wholeMatch(of: /[!-9;-~]+: .*/) != nil else {
                throw Fault("Header line malformed")
            }
            let name = line[..<colon].lowercased()
            guard headers[name] == nil else { throw Fault("Header \(name) is there twice") }
            headers[name] = String(line[colon...].dropFirst(2))
        }
        for name in ["from", "to", "date", "message-id", "subject", "mime-version", "auto-submitted"]
        where headers[name] == nil {
            throw Fault("Header \(name) is missing")
        }
        let date =
            /(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d\d:\d\d:\d\d [+-]\d{4}/
        guard headers["date"]?.wholeMatch(of: date) != nil else { throw Fault("Date is malformed") }
        return headers
    }

    /// The parts' texts.
    private static func parts(of body: String, type: String) throws(Fault) -> [String] {
        guard let boundary = type.wholeMatch(of: /multipart\/alternative; boundary="([^"]{1,70})"/)?.1 else {
            throw Fault("Content-Type is not multipart/alternative")
        }
        let pieces = body.components(separatedBy: "--\(boundary)")
        guard pieces.count == 4, pieces[0].isEmpty, pieces[3] == "--\r\n" else { throw Fault("MIME parts malformed") }
        return try [(pieces[1], "text/plain"), (pieces[2], "text/html")].map(part)
    }

    private static func part(_ text: String, _ type: String) throws(Fault) -> String {
        let head = "\r\nContent-Type: \(type); charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        let lines = text.dropFirst(head.count).components(separatedBy: "\r\n")
        guard text.hasPrefix(head), lines.allSatisfy({ $0.utf8.count <= 76 }),
            let data = Data(base64Encoded: lines.joined()), let decoded = String(data: data, encoding: .utf8)
        else { throw Fault("MIME part is no base64 of UTF-8") }
        return decoded
    }

    /// Encoded words, between which white space means nothing.
    private static func decoded(_ subject: String) throws(Fault) -> String {
        var text = ""
        for word in subject.split(separator: " ") {
            guard word.utf8.count <= 75, let base64 = word.wholeMatch(of: /=\?utf-8\?B\?([A-Za-z0-9+\/=]+)\?=/)?.1,
                let data = Data(base64Encoded: String(base64)), let piece = String(data: data, encoding: .utf8)
            else { throw Fault("Subject is malformed") }
            text += piece
        }
        return text
    }
}
