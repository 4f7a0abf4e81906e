import Bridge
import BridgeCore
import Logging
import TestSupport

/// A state folder on the real disk with a cursor in it.
struct StateFixture {
    let folder: TemporaryFolder
    private static let log = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    init() throws {
        folder = try TemporaryFolder()
    }

    var path: String { folder.path("state") }
    var log: Logger { Self.log }
    static let random: @Sendable () -> UInt64 = { UInt64.random(in: .min ... .max) }

    func hold() throws -> StateFolder { try StateFolder(path) }

    /// Runs `body` with a store on what the folder holds, and closes it.
    func withStore<Value: Sendable>(_ body: (CursorStore) async throws -> Value) async throws -> Value {
        let disk = FileDisk(try hold())
        let contents = try await CursorFiles(on: disk).load()
        let store = try await CursorStore(
            contents, on: disk, time: SystemTime(), random: Self.random, log: log)
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await store.run() }
            let value = try await body(store)
            await store.close()
            return value
        }
    }

    /// What the files hold.
    func load() async throws -> Cursor? {
        try await CursorFiles(on: FileDisk(reading: path)).load()?.cursor
    }

    /// An event that is owed to both sinks.
    static func event(_ number: UInt64, sinks: [String] = ["chat", "siem"]) -> OwedEvent {
        let json = #"{"specversion":"1.0","id":"e\#(number)","type":"t","source":"/s","data":{}}"#
        return OwedEvent(
            number: number, event: EncodedEvent(id: "e\(number)", json: Array(json.utf8)), order: number, sinks: sinks)
    }

    static let letter = DeadLetter(reason: "410 gone", attempts: 3, at: Timestamp(seconds: 1_767_323_045))
}

/// A sink that answers as it is told.
struct AnsweringSink: Sink {
    let outcome: Outcome
    var place: @Sendable () -> String = { "place" }
    var fingerprint: String { place() }
    var remark: String?

    func deliver(_ deliveries: [Delivery], report: @Sendable ([DeliveryReport]) async -> Void) async {
        await report(deliveries.indices.map { DeliveryReport(index: $0, outcome: outcome, remark: remark) })
    }

    func destination(_ name: String) -> Deliverer.Destination {
        Deliverer.Destination(
            sink: self,
            traits: SinkTraits(name: name, type: "webhook", endpoint: "https://a/***", destination: name))
    }
}
