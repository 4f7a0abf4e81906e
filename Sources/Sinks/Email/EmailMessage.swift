import BridgeCore
import HTTPTransport

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// What is handed in for a delivery: headers and two forms of the same text (RFC 5322, RFC 2046). A function of the delivery
/// alone, so that every attempt sends the same bytes.
struct EmailMessage: Sendable {
    private let sender: MailAddress
    private let recipients: [MailAddress]
    private let renderer: MessageRenderer

    init(_ sender: MailAddress, _ recipients: [MailAddress], _ renderer: MessageRenderer) {
        (self.sender, self.recipients, self.renderer) = (sender, recipients, renderer)
    }

    /// - Parameter now: the date of what has none itself.
    func bytes(for delivery: Delivery, at now: Timestamp) -> [UInt8] {
        let boundary = Self.boundary(of: delivery)
        let texts = texts(for: delivery)
        let lines =
            headers(for: delivery, at: now) + [""] + Self.part(texts.plain, "text/plain", boundary)
            + Self.part(texts.html, "text/html", boundary) + ["--\(boundary)--", ""]
        return Array(lines.joined(separator: "\r\n").utf8)
    }

    func texts(for delivery: Delivery) -> EmailTexts {
        EmailTexts(renderer.message(for: delivery.content), in: renderer.language)
    }

    /// Each as it is sent; a long one has several lines.
    func headers(for delivery: Delivery, at now: Timestamp) -> [String] {
        let events = delivery.events.compactMap { try? Event($0) }
        let message = renderer.message(for: delivery.content)
        // When it happened, not when it was told: a mail that had to wait does not look like news.
        let date = events.compactMap(\.time).max() ?? now
        return [
            "From: checkbridge <\(sender)>",
            "To: \(recipients.map(\.description).joined(separator: ",\r\n "))",
            "Date: \(MailDate.text(of: date, in: renderer.zone))",
            "Message-ID: \(id(Self.name(of: delivery)))",
        ] + thread(delivery, events) + [
            HeaderText.line("Subject", "\(message.mark.symbol) \(message.headline.onOneLine)"),
            // So that no holiday notice comes back (RFC 3834; the other is Exchange's).
            "Auto-Submitted: auto-generated", "X-Auto-Response-Suppress: All",
        ] + severity(message.mark) + [
            "MIME-Version: 1.0",
            "Content-Type: multipart/alternative;\r\n boundary=\"\(Self.boundary(of: delivery))\"",
        ]
    }

    /// All mails of a finding answer the same one, which never was: its id needs no memory.
    private func thread(_ delivery: Delivery, _ events: [Event]) -> [String] {
        guard case .event = delivery.content, let event = events.first else { return [] }
        let root = id("thread-\(TicketKey(event).digits)")
        return ["In-Reply-To: \(root)", "References: \(root)"]
    }

    /// For people's filters.
    private func severity(_ mark: Message.Mark) -> [String] {
        guard case .open(let severity) = mark else { return [] }
        return ["X-Checkbridge-Severity: \(severity.rawValue)"] + (severity == .high ? ["Importance: high"] : [])
    }

    private func id(_ name: String) -> String { "<\(name)@\(sender.domain)>" }

    /// The delivery's id, which is hexadecimal wherever it comes from the cursor.
    private static func name(of delivery: Delivery) -> String {
        let isPlain = delivery.id.wholeMatch(of: /[0-9A-Za-z]{1,64}/) != nil
        return isPlain ? delivery.id : TicketKey.digest(of: delivery.id)
    }

    /// Base64 has no hyphen, so that it stands in no part.
    private static func boundary(of delivery: Delivery) -> String { "checkbridge-\(name(of: delivery))" }

    private static func part(_ text: String, _ type: String, _ boundary: String) -> [String] {
        let lines = Data(text.replacing("\n", with: "\r\n").utf8).base64EncodedString(options: [
            .lineLength76Characters, .endLineWithCarriageReturn, .endLineWithLineFeed,
        ])
        return [
            "--\(boundary)", "Content-Type: \(type); charset=utf-8", "Content-Transfer-Encoding: base64", "", lines,
        ]
    }
}
