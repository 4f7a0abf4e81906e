package import HummingbirdCore
package import Logging
package import NIOCore
import Synchronization

/// HTTP over accepted connections, each of which is handled, or closed if the server has ended meanwhile.
///
/// A connection that was accepted while the server closes is handed to nobody, and NIO ends the whole program over one
/// that goes away without having been closed ("Deinited NIOAsyncWriter without calling finish()").
package struct ConsoleChannel: ServerChildChannel {
    private let http: HTTP1Channel

    package init(_ http: HTTP1Channel) {
        self.http = http
    }

    package func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<AcceptedConnection> {
        http.setup(channel: channel, logger: logger).map(AcceptedConnection.init)
    }

    package func handle(value: AcceptedConnection, logger: Logger) async {
        await http.handle(value: value.take(), logger: logger)
    }
}

/// A connection that somebody has yet to take.
package final class AcceptedConnection: ServerChildChannelValue {
    private let connection: HTTP1Channel.Value
    private let isTaken = Atomic(false)

    fileprivate init(_ connection: HTTP1Channel.Value) {
        self.connection = connection
    }

    deinit {
        if !isTaken.load(ordering: .relaxed) { Self.close(connection) }
    }

    package var channel: any Channel { connection.channel }

    fileprivate func take() -> HTTP1Channel.Value {
        isTaken.store(true, ordering: .relaxed)
        return connection
    }

    /// A task of its own, because whoever drops the connection is an event loop and cannot wait.
    private static func close(_ connection: HTTP1Channel.Value) {
        Task { try? await connection.executeThenClose { _, _ in } }
    }
}
