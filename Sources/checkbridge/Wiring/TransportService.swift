import Bridge
import HTTPTransport
import ServiceLifecycle

/// The transport as a service: it ends last, because everybody else sends through it.
struct TransportService: Service {
    let transport: CurlTransport

    func run() async {
        await untilGracefulShutdown { await transport.run() }
    }
}
