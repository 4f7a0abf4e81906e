import Console
import HummingbirdCore
import Logging
import NIOCore
import NIOPosix
import Testing

/// What becomes of connections that the server has accepted.
@Suite(.timeLimit(.minutes(1)))
struct ConsoleChannelTests {
    /// As when a server closes with a connection just accepted.
    @Test func oneThatNobodyTakesIsClosed() async throws {
        let log = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let http = ConsoleChannel(HTTP1Channel(responder: { _, _, _ in }))
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let server = try await ServerBootstrap(group: group)
            .childChannelInitializer { http.setup(channel: $0, logger: log).map { _ in } }
            .bind(host: "127.0.0.1", port: 0).get()
        let client = try await ClientBootstrap(group: group).connect(to: try #require(server.localAddress)).get()
        try await client.closeFuture.get()
        try await server.close()
        try await group.shutdownGracefully()
    }
}
