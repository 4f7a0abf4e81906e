import Bridge
import BridgeCore
import Foundation
import Glibc
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(1)))
struct ControlServerTests {
    private let state: StateFixture
    private var socket: ControlSocket { ControlSocket(in: state.path) }

    init() throws {
        state = try StateFixture()
    }

    /// Serves as long as `body` runs.
    private func serving<Value: Sendable>(_ body: @Sendable () async throws -> Value) async throws -> Value {
        try await state.withStore { store in
            try await withThrowingTaskGroup(of: Void.self) { group in
                let server = ControlServer(socket, Controller(store, sinks: ["siem"]), log: state.log)
                group.addTask { await server.run() }
                try await appears()
                let value = try await body()
                group.cancelAll()
                return value
            }
        }
    }

    /// The socket is there once the service has got so far.
    private func appears() async throws {
        for _ in 0..<500 {
            if (try? await ControlClient(socket).ask(.show)) != nil { return }
            try await Task.sleep(for: .milliseconds(10))
        }
    }

    @Test func itAnswersOverASocketOfItsOwnerOnly() async throws {
        let path = socket.path
        let (answer, mode) = try await serving { [socket] in
            var info = stat()
            _ = stat(path, &info)
            return (try await ControlClient(socket).ask(.show), info.st_mode & 0o777)
        }
        guard case .done(let bytes) = answer else {
            Issue.record("it must answer")
            return
        }
        #expect(try JSONValue(parsing: bytes)["sequence"]?.integer == 0)
        #expect(mode == 0o600)
        #expect(access(path, F_OK) != 0, "it must be gone with the service")
    }

    @Test func aSocketThatAKilledProcessLeftIsReplaced() async throws {
        try FileManager.default.createDirectory(atPath: state.path, withIntermediateDirectories: true)
        try Data("left".utf8).write(to: URL(filePath: socket.path))
        let answer = try await serving { [socket] in try await ControlClient(socket).ask(.compact) }
        #expect(answer == .done(Array(#"{"compacted":true}"#.utf8)))
    }

    @Test func manyMayAskAtOnce() async throws {
        let count = try await serving { [socket] in
            await withTaskGroup(of: Bool.self) { group in
                for _ in 0..<6 {
                    group.addTask { (try? await ControlClient(socket).ask(.show)) != nil }
                }
                return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
        }
        #expect(count == 6)
    }

    @Test func whatIsRefusedIsExplained() async throws {
        let answer = try await serving { [socket] in
            try await ControlClient(socket).ask(.accept(source: nil, scope: nil))
        }
        #expect(answer == .refused("no answer is held back: there is nothing to accept"))
    }

    @Test func aPathThatIsTooLongForASocketIsNamed() async throws {
        let long = ControlSocket(in: "/tmp/" + String(repeating: "x", count: 110))
        let error = await #expect(throws: ControlSocketError.self) { try await ControlClient(long).ask(.show) }
        #expect(error == .pathTooLong(long.path, limit: 107))
    }

    @Test func whereNobodyListensThatIsSaid() async throws {
        await #expect(throws: ControlSocketError.self) { try await ControlClient(socket).ask(.show) }
    }
}
