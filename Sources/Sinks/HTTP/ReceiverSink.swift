package import BridgeCore
package import HTTPTransport

/// A sink that is reached over HTTP, however it talks: what is the same for all of them.
package protocol ReceiverSink: Sink, CustomStringConvertible, CustomReflectable {
    associatedtype Kind: ReceiverKind
    var setup: ReceiverSetup<Kind> { get }
}

extension ReceiverSink {
    package var traits: SinkTraits { setup.traits }
    package var fingerprint: String { setup.fingerprint }
    package var description: String { "\(traits.type) sink \(traits.name) (\(traits.endpoint))" }
    package var customMirror: Mirror { Mirror(self, children: []) }

    package func probe(by prober: any ConnectionProber, within limit: Duration) async -> SinkProbe {
        await setup.probe(by: prober, within: limit)
    }

    /// What is reported when a secret cannot be read.
    func unsent(_ deliveries: [Delivery], because error: SecretError) -> [DeliveryReport] {
        (0..<deliveries.count).reports(.retry(reason: "\(error)", scope: .sink))
    }
}
