import Bridge
import BridgeCore
import Logging

/// What changes something.
struct OperationEndpoints: Sendable {
    let bridge: WatchedBridge
    let operations: ConsoleOperations
    let log: Logger

    var endpoints: [Endpoint] {
        [
            Endpoint(.post, "/api/v1/dead-letters/replay", .command) { await replay($0) },
            Endpoint(.post, "/-/reload", .operate) { _ in await reload() },
            Endpoint(.get, "/api/v1/log-level", .read) { _ in level() },
            Endpoint(.put, "/api/v1/log-level", .operate) { setLevel($0) },
        ]
    }

    private func replay(_ request: ConsoleRequest) async -> Reply {
        guard let json = try? JSONValue(parsing: request.body), let selection = DeadLetterSelection(json: json) else {
            return .problem(400, #"send {"events": [ID, ...]}, {"sink": NAME} or {"all": true}"#)
        }
        switch await bridge.controller.answer(.deadLetters(.replay, selection)) {
        case .done(let answer):
            log.notice(
                "dead letters are sent again", metadata: ["answer": "\(String(decoding: answer, as: UTF8.self))"])
            return Reply(.json, answer)
        case .refused(let reason): return .problem(409, reason)
        }
    }

    private func reload() async -> Reply {
        let problems = await operations.reload()
        guard problems.isEmpty else {
            return .json(422) {
                $0.member("error", "the configuration is not reloaded, and the one before goes on")
                $0.member("problems", array: { array in problems.forEach { array.string($0) } })
            }
        }
        return .json(202) { $0.member("reloading", true) }
    }

    private func level() -> Reply {
        .json { $0.member("level", operations.logLevel()) }
    }

    private func setLevel(_ request: ConsoleRequest) -> Reply {
        guard let level = (try? JSONValue(parsing: request.body))?["level"]?.string, operations.setLogLevel(level)
        else {
            return .problem(400, #"send {"level": "debug"}: trace, debug, info, notice, warning, error or critical"#)
        }
        log.notice("the log level is changed", metadata: ["level": "\(level)"])
        return self.level()
    }
}

extension DeadLetterSelection {
    /// - Returns: `nil` unless it says which ones, and nothing else.
    fileprivate init?(json: JSONValue) {
        guard let members = json.members, !members.isEmpty,
            members.allSatisfy({ ["events", "sink", "all"].contains($0.name) })
        else { return nil }
        let events = json["events"]?.array ?? []
        let ids = events.compactMap(\.string)
        guard ids.count == events.count else { return nil }
        self.init(events: ids, sink: json["sink"]?.string, all: json["all"]?.bool ?? false)
    }
}
