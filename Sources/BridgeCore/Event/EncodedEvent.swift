/// An event as it is stored and sent: encoded once, and never again.
package struct EncodedEvent: Sendable, Equatable {
    /// 32 hexadecimal digits. Once committed it never changes.
    package var id: String
    /// The CloudEvents 1.0 JSON of it, compact, at most 64 KiB.
    package var json: [UInt8]

    package init(id: String, json: [UInt8]) {
        self.id = id
        self.json = json
    }
}
