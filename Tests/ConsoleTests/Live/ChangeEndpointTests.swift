import Console
import Glibc
import Logging
import ServiceLifecycle
import Synchronization
import TestSupport
import Testing

/// The stream of changes over real connections.
@Suite(.timeLimit(.minutes(1)))
struct ChangeEndpointTests {
    @Test func aChangeIsToldAtOnce() async throws {
        try await PageFixture().serve { port, stage in
            let stream = ChangeStream(port: port)
            #expect(await eventually { stream.text.contains("content-type: text/event-stream") })
            #expect(stream.text.contains("retry: 3000\n\n"))
            let before = stream.text.matches(of: /event: changed\ndata:\n\n/).count
            try await stage.poll("prod-risk", [])
            #expect(await eventually { stream.text.matches(of: /event: changed\ndata:\n\n/).count > before })
        }
    }

    @Test func whoLeavesGivesUpItsPlace() async throws {
        try await PageFixture().serve { port, stage in
            let stream = ChangeStream(port: port)
            #expect(await eventually { stage.bridge.changes.count == 1 })
            stream.leave()
            #expect(await eventually { stage.bridge.changes.count == 0 })
        }
    }

    @Test func thoseWhoAreTooManyAreTold() async throws {
        try await PageFixture().serve { port, stage in
            let streams = (0..<ChangeFeed.maximumWatches).map { _ in ChangeStream(port: port) }
            #expect(await eventually { stage.bridge.changes.count == streams.count })
            let refused = ChangeStream(port: port)
            #expect(await eventually { refused.text.hasPrefix("HTTP/1.1 503 ") })
            streams[0].leave()
            #expect(await eventually { stage.bridge.changes.count == streams.count - 1 })
            let latest = ChangeStream(port: port)
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
                let stream = ChangeStream(port: port)
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

/// A connection on which the changes are told.
private final class ChangeStream: Sendable {
    private let descriptor: Int32
    private let received = Mutex<(text: String, hasEnded: Bool)>(("", false))

    init(port: Int) {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
        _ = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        let request = "GET /changes HTTP/1.1\r\nhost: localhost:\(port)\r\n\r\n"
        _ = Glibc.send(descriptor, request, request.utf8.count, Int32(MSG_NOSIGNAL))
        _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
    }

    /// What came so far.
    var text: String {
        receive()
        return received.withLock { $0.text }
    }

    var hasEnded: Bool {
        receive()
        return received.withLock { $0.hasEnded }
    }

    private func receive() {
        received.withLock { received in
            var bytes = [UInt8](repeating: 0, count: 4096)
            while true {
                let count = recv(descriptor, &bytes, bytes.count, 0)
                if count == 0 { received.hasEnded = true }
                guard count > 0 else { return }
                received.text += String(decoding: bytes[..<count], as: UTF8.self)
            }
        }
    }

    /// As a browser does that closes its page: says that nothing more is to come, and still listens.
    func leave() { _ = shutdown(descriptor, Int32(SHUT_WR)) }

    deinit { close(descriptor) }
}
