import Bridge
import BridgeCore
import Console
import CoreMetrics
import HTTPTransport
import Logging
import Synchronization
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(1)))
struct HeartbeatTests {
    private let fixture: ConsoleFixture
    private let book = Book()

    init() throws {
        fixture = try ConsoleFixture()
    }

    /// Time that passes as soon as somebody waits, until so many have.
    private final class HurriedTime: TimeSource {
        private let left: Mutex<Int>
        private let clock: ManualClock

        init(_ waits: Int, _ clock: ManualClock) {
            left = Mutex(waits)
            self.clock = clock
        }

        func now() -> Timestamp { clock.now() }
        func uptime() -> Duration { clock.uptime() }

        func sleep(for duration: Duration) async throws {
            let isOver = left.withLock { left in
                left -= 1
                return left < 0
            }
            if isOver { throw CancellationError() }
        }
    }

    /// Answers with the next status; 0 is no answer.
    private final class Receiver: HTTPClient {
        private let statuses: Mutex<[Int]>
        let urls = Mutex<[String]>([])
        /// The policies that the requests came with.
        let egress = Mutex<[EgressPolicy?]>([])

        init(_ statuses: [Int]) {
            self.statuses = Mutex(statuses)
        }

        func execute(_ request: HTTPRequest) async throws(HTTPTransportError) -> HTTPResponse {
            urls.withLock { $0.append(request.url) }
            egress.withLock { $0.append(request.options.egress) }
            let status = statuses.withLock { $0.isEmpty ? 200 : $0.removeFirst() }
            guard status > 0 else { throw .timeout(connecting: true) }
            return HTTPResponse(status: status)
        }

        func execute(_ requests: [HTTPRequest], each: @Sendable ([HTTPCompletion]) async -> Void) async {}
    }

    /// The lines of the log.
    private final class Book: LogHandler, Sendable {
        private let lines = Mutex<[String]>([])
        var all: [String] { lines.withLock { $0 } }
        var logLevel: Logger.Level {
            get { .info }
            set {}
        }
        var metadata: Logger.Metadata {
            get { [:] }
            set {}
        }
        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { nil }
            set {}
        }

        func log(event: LogEvent) {
            lines.withLock { $0.append("\(event.level) \(event.message) \(event.metadata ?? [:])") }
        }
    }

    /// Beats as often as there are statuses; returns the count of each outcome.
    private func beat(_ statuses: [Int], stuck: Bool = false) async throws -> (urls: [String], metrics: String) {
        let receiver = Receiver(statuses)
        return try await fixture.run { [fixture, book] console, bridge in
            if stuck { fixture.clock.move(.seconds(100_000)) }
            let heartbeat = Heartbeat(
                .init(url: .literal("https://watch.example/secret-path"), every: .seconds(60)), of: bridge.liveness,
                http: receiver, file: { _, _ in [] }, time: HurriedTime(statuses.count - 1, fixture.clock),
                metrics: fixture.registry, log: Logger(label: "test") { _ in book })
            await heartbeat.run()
            return (receiver.urls.withLock { $0 }, await console.get("/metrics").text)
        }
    }

    @Test func itIsGuarded() async throws {
        let receiver = Receiver([200])
        let egress = EgressPolicy(deny: .loopback)
        try await fixture.run { [fixture, book] _, bridge in
            await Heartbeat(
                .init(url: .literal("https://watch.example/x"), every: .seconds(60), egress: egress),
                of: bridge.liveness,
                http: receiver, file: { _, _ in [] }, time: HurriedTime(0, fixture.clock),
                metrics: fixture.registry, log: Logger(label: "test") { _ in book }
            ).run()
        }
        #expect(receiver.egress.withLock { $0 } == [egress])
    }

    @Test func itBeatsWhileAllIsWell() async throws {
        let (urls, metrics) = try await beat([200, 204, 200])
        #expect(urls == Array(repeating: "https://watch.example/secret-path", count: 3))
        #expect(metrics.contains(#"checkbridge_heartbeats_total{outcome="sent"} 3"#))
        #expect(book.all.isEmpty)
    }

    @Test func failuresAreToldOnceAndCounted() async throws {
        let (_, metrics) = try await beat([500, 0, 404, 200, 0])
        #expect(metrics.contains(#"checkbridge_heartbeats_total{outcome="failed"} 4"#))
        #expect(book.all.count == 3)
        #expect(book.all[0].contains("HTTP status 500"))
        #expect(book.all[1].contains(#""failures": "3""#) || book.all[1].contains("failures"))
        #expect(!book.all.joined().contains("secret-path"))
    }

    @Test func nobodyIsToldThatAllIsWellWhenItIsNot() async throws {
        let (urls, metrics) = try await beat([200, 200], stuck: true)
        #expect(urls.isEmpty)
        #expect(metrics.contains(#"checkbridge_heartbeats_total{outcome="withheld"} 2"#))
        #expect(book.all.count == 1)
    }
}
