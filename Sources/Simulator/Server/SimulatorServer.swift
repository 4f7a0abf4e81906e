import HTTPTransport
import HTTPTypes
import Hummingbird
package import Logging
import NIOCore

/// Serves a ``Simulator`` over HTTP.
package struct SimulatorServer: Sendable {
    private let simulator: Simulator
    private let host: String
    private let port: Int
    private var logger: Logger

    /// - Parameters:
    ///   - host: an address of this machine.
    ///   - port: 0 takes any that is free.
    package init(_ simulator: Simulator, host: String = "127.0.0.1", port: Int = 0, logger: Logger) {
        (self.simulator, self.host, self.port) = (simulator, host, port)
        self.logger = logger
        // The library tells at `info` that it has started; whoever listens is told by `run` already.
        self.logger.logLevel = max(logger.logLevel, .notice)
    }

    /// Serves until the task is cancelled, which is no error.
    /// - Parameter onReady: is told the port once connections are taken.
    /// - Throws: ``SimulatorServerError`` when the address cannot be listened on.
    package func run(onReady: @escaping @Sendable (Int) async -> Void) async throws {
        let application = Application(
            responder: SimulatorResponder(simulator: simulator),
            configuration: ApplicationConfiguration(address: .hostname(host, port: port), serverName: nil),
            onServerRunning: { channel in
                if let port = channel.localAddress?.port { await onReady(port) }
            },
            logger: logger)
        do {
            try await application.run()
        } catch is CancellationError {
            return
        } catch let error as IOError {
            throw SimulatorServerError.cannotListen(host: host, port: port, reason: error.description)
        }
    }
}

/// Why there is no server.
package enum SimulatorServerError: Error, Equatable, CustomStringConvertible {
    case cannotListen(host: String, port: Int, reason: String)

    package var description: String {
        switch self {
        case .cannotListen(let host, let port, let reason):
            "cannot listen on \(host):\(port): \(reason); choose another port, or 0 for any that is free"
        }
    }
}

/// Turns Hummingbird's requests and responses into the simulator's.
private struct SimulatorResponder: HTTPResponder {
    /// Larger than anything that a service of these would take.
    private static let maximumBody = 1 << 20

    let simulator: Simulator

    func respond(to request: Request, context: PeerContext) async throws -> Response {
        let body: ByteBuffer
        do {
            body = try await request.body.collect(upTo: Self.maximumBody)
        } catch {
            return Response(status: .contentTooLarge)
        }
        let reply = await simulator.answer(received(request, body, context))
        if reply.delay > .zero { try await Task.sleep(for: reply.delay) }
        return Response(reply)
    }

    private func received(_ request: Request, _ body: ByteBuffer, _ context: PeerContext) -> ReceivedRequest {
        var headers = request.headers.map { HTTPHeader(name: $0.name.rawName, value: $0.value) }
        // The library takes the Host header out of the others.
        if let host = request.head.authority { headers.append(HTTPHeader(name: "host", value: host)) }
        return ReceivedRequest(
            method: request.method.rawValue, target: request.head.path ?? "/", headers: headers,
            body: Array(body.readableBytesView), isLocal: context.isLocal)
    }
}

/// Knows no more of a connection than where it comes from.
private struct PeerContext: InitializableFromSource {
    let isLocal: Bool

    init(source: ApplicationRequestContextSource) {
        let address = source.channel.remoteAddress?.ipAddress ?? ""
        isLocal = address.hasPrefix("127.") || address == "::1" || address.hasPrefix("::ffff:127.")
    }
}

extension Response {
    fileprivate init(_ reply: Reply) {
        var fields = HTTPFields()
        for header in reply.headers {
            if let name = HTTPField.Name(header.name) { fields.append(HTTPField(name: name, value: header.value)) }
        }
        self.init(status: .init(code: reply.status), headers: fields, body: ResponseBody(reply))
    }
}

extension ResponseBody {
    /// Breaking a connection off is done by failing while the body is being written.
    private struct BrokenOff: Error {}
    private static let chunk = 1 << 16
    private static let blank = UInt8(ascii: " ")

    fileprivate init(_ reply: Reply) {
        let body = ByteBuffer(bytes: reply.body)
        switch reply.ending {
        case .complete: self.init(byteBuffer: body)
        case .brokenOff:
            self.init(contentLength: max(body.readableBytes, 2)) { writer in
                try await writer.write(ByteBuffer(bytes: reply.body.prefix(reply.body.count / 2)))
                throw BrokenOff()
            }
        case .padded(let size):
            let blanks = max(0, size - body.readableBytes)
            self.init(contentLength: body.readableBytes + blanks) { writer in
                try await writer.write(body)
                for start in stride(from: 0, to: blanks, by: Self.chunk) {
                    try await writer.write(ByteBuffer(repeating: Self.blank, count: min(Self.chunk, blanks - start)))
                }
                try await writer.finish(nil)
            }
        }
    }
}
