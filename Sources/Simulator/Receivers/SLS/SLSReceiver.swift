import BridgeCore
import HTTPTransport

/// A fake of Simple Log Service's `PutWebtracking`: `/sls/logstores/security/track`. It asks nobody who he is.
struct SLSReceiver: Receiver {
    static let logstore = "security"
    private static let maximumLogs = 4096
    private static let maximumBody = 3 << 20

    private struct Refusal: Error {
        var status: Int
        var code: String
        var message: String
    }

    func receive(_ request: ReceivedRequest, at now: Timestamp) -> Reception {
        do throws(Refusal) {
            try Self.route(request)
            let logs = try Self.logs(in: request)
            let letters = logs.map { log in
                Letter(id: log["event_id"]?.string, title: log["summary"]?.string ?? "a log", body: log.bytes)
            }
            return Reception(verdict: .accepted(letters), reply: Reply(200))
        } catch {
            return .refused("\(error.code): \(error.message)", Self.refused(error))
        }
    }

    func throttled(wait: Duration?) -> Reply {
        var reply = Self.refused(
            Refusal(status: 403, code: "WriteQuotaExceed", message: "Project write quota exceed: qps"))
        if let wait { reply.headers.append(HTTPHeader(name: "Retry-After", value: wait.retryAfter)) }
        return reply
    }

    var forbidden: Reply {
        Self.refused(Refusal(status: 401, code: "Unauthorized", message: "WebTracking is not enabled"))
    }

    private static func refused(_ refusal: Refusal) -> Reply {
        .json(
            refusal.status,
            JSONValue.object([
                .init("errorCode", .string(refusal.code)), .init("errorMessage", .string(refusal.message)),
            ]).bytes)
    }

    private static func route(_ request: ReceivedRequest) throws(Refusal) {
        let path = Array(request.segments.dropFirst())
        guard request.method == "POST", path.count == 3, path[0] == "logstores", path[2] == "track" else {
            throw Refusal(status: 405, code: "InvalidMethod", message: "The method or the path is not supported")
        }
        guard path[1] == logstore else {
            throw Refusal(status: 404, code: "LogStoreNotExist", message: "logstore \(path[1]) does not exist")
        }
    }

    private static func logs(in request: ReceivedRequest) throws(Refusal) -> [JSONValue] {
        guard request.header("x-log-apiversion") == "0.6.0" else {
            throw Refusal(status: 400, code: "InvalidAPIVersion", message: "x-log-apiversion is required")
        }
        guard request.header("x-log-bodyrawsize") == String(request.body.count) else {
            throw Refusal(status: 400, code: "InvalidBodyRawSize", message: "x-log-bodyrawsize is not the body's size")
        }
        guard request.body.count <= maximumBody else {
            throw Refusal(status: 400, code: "PostBodyTooLarge", message: "The body is larger than 3 MB")
        }
        let logs = (try? JSONValue(parsing: request.body))?["__logs__"]?.array ?? []
        guard !logs.isEmpty, logs.count <= maximumLogs, logs.allSatisfy(isLog) else {
            throw Refusal(status: 400, code: "PostBodyInvalid", message: "__logs__ must be 1 to 4096 objects of texts")
        }
        return logs
    }

    private static func isLog(_ log: JSONValue) -> Bool {
        guard let members = log.members, !members.isEmpty else { return false }
        return members.allSatisfy { $0.value.string != nil }
            && Set(members.map(\.name)).count == members.count
    }
}
