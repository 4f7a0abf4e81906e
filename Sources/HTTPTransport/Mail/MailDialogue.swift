/// What a mail server has said so far, reply by reply, within limits.
struct MailDialogue {
    static let maximumBytes = 64 << 10

    struct Reply: Equatable {
        var code: Int
        var text: String
    }

    private(set) var replies: [Reply] = []
    /// The lines of a reply that goes on.
    private var open: [String] = []
    private var bytes = 0

    var isTooLong: Bool { bytes > Self.maximumBytes }

    /// Takes a line as it came: `250-SIZE 1000`, `250 OK`.
    /// - Returns: false: too much.
    mutating func append(_ line: some Collection<UInt8>) -> Bool {
        bytes += line.count
        guard !isTooLong else { return false }
        let line = Array(line)
        guard let code = Int(String(decoding: line.prefix(3), as: UTF8.self)), (200..<600).contains(code) else {
            return true
        }
        let text = String(decoding: line.dropFirst(4).filter { $0 >= 0x20 }, as: UTF8.self)
        open.append(text)
        guard line.count <= 3 || line[3] != UInt8(ascii: "-") else { return true }
        replies.append(Reply(code: code, text: open.filter { !$0.isEmpty }.joined(separator: " ")))
        open = []
        return true
    }

    /// The last one but for those to our good-bye, which say nothing of the mail.
    var last: Reply? { replies.last { $0.code != 221 } }

    /// Those of the recipients that were refused. The replies to them stand before that to DATA, if it was said; else they are
    /// the last ones.
    func refusals(of recipients: [String], saidData: Bool) -> [MailReply.Refusal] {
        let all = replies.filter { $0.code != 221 }
        let end = saidData ? all.lastIndex { $0.code == 354 } ?? all.count - 1 : all.count
        guard end >= recipients.count else { return [] }
        return zip(recipients, all[(end - recipients.count)..<end])
            .filter { $1.code / 100 != 2 }.map { MailReply.Refusal(recipient: $0, code: $1.code, text: $1.text) }
    }
}
