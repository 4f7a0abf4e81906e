import BridgeCore
import HTTPTransport

extension HTTPResponse {
    var requestID: String? { value(of: "x-acs-request-id") }

    var isMarkup: Bool { body.first { $0 > 0x20 } == UInt8(ascii: "<") }

    /// How long the vendor asks to wait: milliseconds in its own header, else the standard one's seconds or date.
    func vendorWait(now: Timestamp) -> Duration? {
        if let own = value(of: "x-acs-retry-after").flatMap({ Int64($0.trimmed) }), own > 0 {
            return .milliseconds(own)
        }
        let standard = value(of: "retry-after").flatMap { RetryAfter.duration($0, at: now) }
        return standard.flatMap { $0 > .zero ? $0 : nil }
    }
}
