import Console
import Logging
import ServiceLifecycle
import TestSupport
import Testing

/// The stream of changes over real connections.
@Suite(.timeLimit(.minutes(1)))
struct ChangeEndpointTests {
    @Test func aChangeIsToldAtOnce() async throws {
        try await PageFixture().serve { port, stage in
            let stream = ClientSocket.changes(port: port)
            #expect(await eventually { stream.text.contains("retry: 3000\n\n") })
            #expect(stream.text.contains("content-type: text/event-stream"))
            let before = stream.text.matches(of: /event: changed\ndata:\n\n/).count
            try await stage.poll("prod-risk", [])
            #expect(await eventually { stream.text.matches(of: /event: changed\ndata:\n\n/).count > before })
        }
    }

    @Test func whoLeavesGivesUpItsPlace() async throws {
        try await PageFixture().serve { port, stage in
            let stream = ClientSocket.changes(port: port)
            #expect(await eventually { stage.bridge.changes.count == 1 })
            stream.leave()
            #expect(await eventually { stage.bridge.changes.count == 0 })
        }
    }

    @Test func thoseWhoAreTooManyAreTold() async throws {
        try await PageFixture().serve { port, stage in
            let streams = (0..<ChangeFeed.maximumWatches).map { _ in ClientSocket.changes(port: port) }
            #expect(await eventually { stage.bridge.changes.count == streams.count })
            let refused = ClientSocket.changes(port: port)
            #expect(await eventually { refused.text.hasPrefix("HTTP/1.1 503 ") })
            streams[0].leave()
            #expect(await eventually { stage.bridge.changes.count == streams.count - 1 })
            let latest = ClientSocket.changes(port: port)
            #expect(await eventually { latest.text.hasPrefix("HTTP/1.1 200 ") })
        }
    }

    @Test func theServiceEndsWithoutWaitingForThem() async throws {
        try await PageFixture().run { stage in
            let (ports, ready) = AsyncStream<Int>.makeStream()
            let log = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
            let group = ServiceGroup(
                configuration: .init(
                    services: [.init(service: ReadyConsole(console: stage.console, ready: ready))], logger: log))
            try await withThrowingTaskGroup(of: Void.self) { tasks in
                tasks.addTask { try await group.run() }
                let port = try #require(await ports.first { _ in true })
                let stream = ClientSocket.changes(port: port)
                #expect(await eventually { stage.bridge.changes.count == 1 })
                await group.triggerGracefulShutdown()
                try await tasks.waitForAll()
                #expect(await eventually { stream.hasEnded })
            }
        }
    }
}

private struct ReadyConsole: Service {
    let console: Console
    let ready: AsyncStream<Int>.Continuation

    func run() async throws { await console.run { ready.yield($0) } }
}

extension ClientSocket {
    /// On which the changes are told.
    fileprivate static func changes(port: Int) -> ClientSocket {
        ClientSocket(port: port, sending: "GET /changes HTTP/1.1\r\nhost: localhost:\(port)\r\n\r\n")
    }
}
