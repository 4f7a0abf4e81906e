package import BridgeCore
package import HTTPTransport

/// What is particular about a type of receiver that is reached over HTTP, however it is talked to.
package protocol ReceiverKind: Sendable, CustomStringConvertible, CustomReflectable {
    associatedtype Options: HTTPSinkOptions

    static func traits(_ options: Options) -> HTTPSinkTraits

    /// Prepares what is the same for every request: keys, fixed headers.
    init(_ options: Options, url: SecretURL, file: SecretReader) throws(SecretError)

    /// What must never be shown, besides the request's URL and headers.
    var secrets: [String] { get }

    /// What must never be shown of a request besides its URL, its headers and ``secrets``: a signature in its body.
    func secrets(in request: HTTPRequest) -> [String]

    /// What is suspicious about the URL of such a sink; `nil` if it looks as it should.
    func objection(to url: SecretURL) -> SinkObjection?
}

extension ReceiverKind {
    package func secrets(in request: HTTPRequest) -> [String] { [] }
    package func objection(to url: SecretURL) -> SinkObjection? { nil }
    package var description: String { "\(Self.self)(<redacted>)" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}

/// A type of sink to which a delivery, or a batch of them, is one request: how a message is rendered, and how an answer is
/// read. Both are pure. Everything else is the same for all and stands in ``HTTPSink``.
package protocol HTTPSinkKind: ReceiverKind {
    /// - Parameter deliveries: at least one, at most ``HTTPSinkTraits/maximumBatch``.
    /// - Parameter now: the time of this attempt, for signatures.
    func request(for deliveries: [Delivery], at now: Timestamp) throws(UnsendableDelivery) -> HTTPRequest

    func verdict(on reply: HTTPReply) -> Verdict
}

/// The defaults of a type of sink, as the vendor's limits ask for.
package struct HTTPSinkTraits: Sendable {
    /// The word for it in the configuration.
    package var type: String
    package var rate: RateLimit?
    package var concurrency = 4
    package var maximumBatch = 1
    package var isChat = false
    /// Where it goes behind the URL, if that does not say it all: a channel. What has the same shares a rate limit.
    package var place: String?
    /// Of one answer, in bytes. What is told apart is said in a few words, but a page of HTML with status 200 is a success
    /// to a webhook, too.
    package var maximumAnswer = 256 << 10
    /// See ``SinkTraits/remembers``.
    package var remembers = false
    package var renewal: Duration?
}

/// What an answer means for the deliveries that shared the request.
package enum Verdict: Sendable, Equatable {
    case all(Outcome)
    /// One for each delivery, in their order; what is missing at the end is tried again.
    case each([Outcome])
    /// The batch was refused because of something in it: each half is tried by itself, down to the delivery that is to
    /// blame, which ends like this.
    case split(Outcome)
}

/// A delivery that no request is made of, and how it ends. Of a batch it is found by halving, so that no other ends with
/// it.
package struct UnsendableDelivery: Error, Sendable, Equatable, CustomStringConvertible {
    package let outcome: Outcome
    package var reason: String { outcome.reason ?? "" }
    package var description: String { reason }

    /// It cannot be sent, now or ever.
    package init(reason: String) {
        outcome = .rejected(reason: reason)
    }

    /// The receiver has no place for such news.
    /// - Parameter rule: the rule that says so, for people.
    package init(rule: String) {
        outcome = .suppressed(rule: rule)
    }
}
