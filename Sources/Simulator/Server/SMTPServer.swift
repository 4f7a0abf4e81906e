import NIOCore
import NIOPosix

/// Serves a ``Simulator``'s mail server over SMTP, in the clear.
package struct SMTPServer: Sendable {
    private let simulator: Simulator
    private let host: String
    private let port: Int

    /// - Parameters:
    ///   - host: an address of this machine.
    ///   - port: 0 takes any that is free.
    package init(_ simulator: Simulator, host: String = "127.0.0.1", port: Int = 0) {
        (self.simulator, self.host, self.port) = (simulator, host, port)
    }

    /// Serves until the task is cancelled, which is no error.
    /// - Parameter onReady: is told the port once connections are taken.
    /// - Throws: ``SimulatorServerError`` when the address cannot be listened on.
    package func run(onReady: @escaping @Sendable (Int) async -> Void) async throws {
        let server = try await listen()
        await onReady(server.channel.localAddress?.port ?? port)
        do {
            try await server.executeThenClose { connections in
                try await withThrowingDiscardingTaskGroup { group in
                    for try await connection in connections { group.addTask { await serve(connection) } }
                }
            }
        } catch is CancellationError {
            return
        }
    }

    private typealias Connection = NIOAsyncChannel<ByteBuffer, ByteBuffer>

    private func listen() async throws -> NIOAsyncChannel<Connection, Never> {
        do {
            return try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
                .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
                .bind(host: host, port: port) { channel in
                    channel.eventLoop.makeCompletedFuture {
                        try Connection(wrappingChannelSynchronously: channel)
                    }
                }
        } catch let error as IOError {
            throw SimulatorServerError.cannotListen(host: host, port: port, reason: error.description)
        }
    }

    /// A client that goes away in the middle is no matter.
    private func serve(_ connection: Connection) async {
        try? await connection.executeThenClose { inbound, outbound in
            var session = SMTPSession()
            var lines = LineBuffer()
            try await outbound.write(ByteBuffer(string: "\(SMTPSession.greeting)\r\n"))
            for try await bytes in inbound {
                lines.append(bytes)
                while let line = lines.next() {
                    guard let reply = await reply(to: session.receive(line)) else { return }
                    try await outbound.write(ByteBuffer(string: reply.text))
                    if reply.isLast { return }
                }
            }
        }
    }

    /// - Returns: `nil`: hang up without a word.
    private func reply(to action: SMTPSession.Action) async -> (text: String, isLast: Bool)? {
        switch action {
        case .wait: return ("", false)
        case .say(let text): return ("\(text)\r\n", false)
        case .hangUp(let text): return ("\(text)\r\n", true)
        case .deliver(let mail):
            let answer = await simulator.answer(mail)
            if answer.delay > .zero { try? await Task.sleep(for: answer.delay) }
            return answer.hangsUp ? nil : ("\(answer.reply)\r\n", false)
        }
    }
}

/// Takes bytes as they come and hands out lines without their line feeds.
private struct LineBuffer {
    /// What has no end by then is handed out as it is, and refused.
    private static let maximumLine = 4096
    private var bytes: [UInt8] = []

    mutating func append(_ buffer: ByteBuffer) { bytes += buffer.readableBytesView }

    mutating func next() -> [UInt8]? {
        guard let end = bytes.firstIndex(of: 0x0A) else {
            guard bytes.count > Self.maximumLine else { return nil }
            defer { bytes = [] }
            return bytes
        }
        defer { bytes.removeSubrange(...end) }
        return Array(bytes[..<end])
    }
}
