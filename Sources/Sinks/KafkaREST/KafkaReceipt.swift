import BridgeCore
import HTTPTransport

/// What the answer says of one record.
enum KafkaReceipt: Equatable {
    case written
    /// - Parameter status: means what HTTP's of that number means.
    case refused(status: Int64, words: String)
    /// Neither an offset nor an error.
    case unknown

    /// In the order of the records; none if the answer is about the request as a whole.
    static func all(in reply: HTTPReply, _ api: KafkaREST.API) -> [KafkaReceipt] {
        switch api {
        case .v2: (reply.object?["offsets"]?.array ?? []).map { KafkaReceipt(v2: $0) }
        case .v3: reply.isSuccess ? objects(in: reply.response.body).map { KafkaReceipt(v3: $0) } : []
        }
    }

    private init(v2 offset: JSONValue) {
        switch (offset["error_code"]?.integer, offset["offset"]?.integer) {
        case (nil, _?): self = .written
        case (let code?, _): self = .refused(status: Self.status(code), words: Self.words(code, offset["error"]))
        case (nil, nil): self = .unknown
        }
    }

    private init(v3 record: JSONValue) {
        switch (record["error_code"]?.integer, record["offset"]?.integer) {
        case (200, _?): self = .written
        case (200, nil), (nil, _): self = .unknown
        case (let code?, _): self = .refused(status: Self.status(code), words: Self.words(code, record["message"]))
        }
    }

    private static func words(_ code: Int64, _ text: JSONValue?) -> String { "error_code \(code): \(text?.text ?? "")" }

    /// Codes of five digits begin with a status. Kafka itself tells two kinds of errors apart: those that may pass (2,
    /// 50003) and those that will not (1, 50002).
    private static func status(_ code: Int64) -> Int64 {
        switch code {
        case 1, 50_002: 400
        case 2, 50_003: 500
        case 10_000...: code / 100
        default: code
        }
    }

    /// One object after another; what broke off in the middle of one ends them.
    private static func objects(in body: [UInt8]) -> [JSONValue] {
        var scanner = JSONScanner(body)
        var objects: [JSONValue] = []
        while scanner.next == .object, let object = try? scanner.value() { objects.append(object) }
        return objects
    }
}
