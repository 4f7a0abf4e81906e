package import BridgeCore

/// What a sink would send, fit to be shown.
package struct SinkPreview: Sendable, Equatable {
    /// The request's line and headers, secrets masked; empty where there is no request.
    package var head: [String]
    /// The very bytes, but for secrets.
    package var body: [UInt8]
}

/// A sink that can show what it would send.
package protocol PreviewableSink: Sink {
    /// - Throws: what keeps it from being made: a secret that cannot be read, an event that no request can be made of.
    func preview(of delivery: Delivery) async throws -> SinkPreview
}

extension StandardOutput: PreviewableSink {
    package nonisolated func preview(of delivery: Delivery) -> SinkPreview {
        SinkPreview(head: [], body: Array(delivery.events.map(\.json).joined(separator: [0x0A])))
    }
}
