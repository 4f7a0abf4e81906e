import BridgeCore
import Crypto
import HTTPTransport

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// A fake of EventBridge's `PutEvents`: `/eventbridge/openapi/putEvents`, for the simulated access key and the bus
/// `security`. What is wrong with one event is said in an answer with status 200.
struct EventBridgeReceiver: Receiver {
    static let bus = "security"
    static let token = "simulated-security-token"
    private static let maximumEvents = 16
    private static let maximumEvent = 64 << 10
    private static let maximumBody = 256 << 10
    private static let tolerance = Duration.seconds(15 * 60)
    private var nonces = RecentSet<String>(capacity: 100_000)
    private var seen = RecentSet<String>(capacity: 200_000)

    mutating func receive(_ request: ReceivedRequest, at now: Timestamp) -> Reception {
        do throws(EventBridgeError) {
            guard request.method == "POST", request.path.hasSuffix("/openapi/putEvents") else { throw .noSuchAction }
            try admit(request, at: now)
            return put(try Self.events(in: request))
        } catch {
            return .refused(error.text, error.reply)
        }
    }

    func throttled(wait: Duration?) -> Reply {
        var reply = EventBridgeError.throttled.reply
        if let wait { reply.headers.append(HTTPHeader(name: "Retry-After", value: wait.retryAfter)) }
        return reply
    }

    var forbidden: Reply { EventBridgeError.denied.reply }

    // MARK: Who asks

    private mutating func admit(_ request: ReceivedRequest, at now: Timestamp) throws(EventBridgeError) {
        let parts = (request.header("authorization") ?? "").split(separator: ":").map(String.init)
        guard parts.count == 3, parts[0] == "acs", parts[1] == AccessKey.simulated.id else { throw .unknownKey }
        if let token = request.header("x-acs-security-token"), token != Self.token { throw .wrongToken }
        guard let date = request.header("date").flatMap(HTTPDate.timestamp),
            max(now, date) - min(now, date) <= Self.tolerance
        else { throw .expired }
        let text = Self.stringToSign(request)
        guard parts[2] == Self.signature(of: text) else { throw .signature(text.replacing("\n", with: "|")) }
        guard nonces.insert(request.header("x-acs-signature-nonce") ?? "") else { throw .nonceUsed }
    }

    private static func stringToSign(_ request: ReceivedRequest) -> String {
        var text = "\(request.method)\n"
        for name in ["content-md5", "content-type", "date"] { text += "\(request.header(name) ?? "")\n" }
        let own = request.headers.map { ($0.name.lowercased(), $0.value) }.filter { $0.0.hasPrefix("x-acs-") }
        for (name, value) in own.sorted(by: { $0.0 < $1.0 }) { text += "\(name):\(value)\n" }
        return text + request.path
    }

    private static func signature(of text: String) -> String {
        let key = SymmetricKey(data: Data(AccessKey.simulated.secret.utf8))
        return Data(HMAC<Insecure.SHA1>.authenticationCode(for: Data(text.utf8), using: key)).base64EncodedString()
    }

    // MARK: What is asked

    private static func events(in request: ReceivedRequest) throws(EventBridgeError) -> [JSONValue] {
        guard request.mediaType == "application/cloudevents-batch+json" else { throw .malformed("the content type") }
        guard request.body.count <= maximumBody else { throw .tooLarge("The call is larger than 256 KB.") }
        guard let events = (try? JSONValue(parsing: request.body))?.array, !events.isEmpty else {
            throw .malformed("the body is no batch")
        }
        guard events.count <= maximumEvents else { throw .tooLarge("More than 16 events.") }
        return events
    }

    private mutating func put(_ events: [JSONValue]) -> Reception {
        var letters: [Letter] = []
        var entries: [JSONValue] = []
        var (failed, repeated) = (0, 0)
        for event in events {
            do throws(EntryError) {
                let letter = try Self.letter(event)
                let isNew = seen.insert("\(event["source"]?.string ?? "") \(letter.id ?? "")")
                if isNew { letters.append(letter) } else { repeated += 1 }
                entries.append(.object([.init("EventId", .string(letter.id ?? ""))]))
            } catch {
                failed += 1
                entries.append(
                    .object([.init("ErrorCode", .string(error.code)), .init("ErrorMessage", .string(error.text))]))
            }
        }
        let answer = JSONValue.object([
            .init("RequestId", .string("7C3AC882-E5A8-4855-BE77-B6837B695EF1")),
            .init("ResourceOwnerAccountId", .string(AccessKey.simulated.account)),
            .init("FailedEntryCount", .number("\(failed)")), .init("EntryList", .array(entries)),
        ])
        return Reception(verdict: .accepted(letters, duplicates: repeated), reply: .json(200, answer.bytes))
    }

    private struct EntryError: Error {
        var code: String
        var text: String
    }

    private static func letter(_ event: JSONValue) throws(EntryError) -> Letter {
        guard event["aliyuneventbusname"]?.string == bus else {
            throw EntryError(code: "EventBusNotExist", text: "The event bus does not exist.")
        }
        guard event.bytes.count <= maximumEvent else {
            throw EntryError(code: "EventSizeExceeded", text: "The event is larger than 64 KB.")
        }
        let request = ReceivedRequest(
            method: "POST", target: "/",
            headers: [HTTPHeader(name: "content-type", value: "application/cloudevents+json")], body: event.bytes)
        do throws(WebhookError) {
            guard let read = try CloudEventReader.events(in: request).first, event["time"] != nil else {
                throw .event("no time")
            }
            return Letter(id: read.id, title: read.title, body: read.body)
        } catch {
            throw EntryError(code: "InvalidArgument", text: error.text)
        }
    }
}
