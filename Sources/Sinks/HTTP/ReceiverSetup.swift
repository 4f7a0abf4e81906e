import BridgeCore

/// What the configuration says about a receiver, ready for use: secrets that may change are read anew whenever it is
/// needed, the others once.
package struct ReceiverSetup<Kind: ReceiverKind>: Sendable {
    let traits: SinkTraits
    let options: Kind.Options
    let file: SecretReader
    /// `nil` if a secret is in a file.
    private let prepared: Prepared<Kind>?

    /// - Throws: ``SecretError`` if the URL or a secret that is written in the configuration cannot be used. What is in
    ///   a file may come later.
    init(_ options: Kind.Options, file: @escaping SecretReader) throws(SecretError) {
        self.options = options
        self.file = file
        let hasFiles = options.connection.hasSecretFiles || options.secrets.contains(where: \.isFile)
        do {
            let first = try Prepared<Kind>(options, file)
            prepared = hasFiles ? nil : first
            traits = Self.traits(options, first.url)
        } catch  where error.mayPass && hasFiles {
            prepared = nil
            traits = Self.traits(options, nil)
        }
    }

    func prepare() throws(SecretError) -> Prepared<Kind> {
        if let prepared { return prepared }
        return try Prepared(options, file)
    }

    /// See ``Sink/fingerprint``.
    var fingerprint: String { (try? prepare().fingerprint(at: Kind.traits(options).place)) ?? "" }

    private static func traits(_ options: Kind.Options, _ url: SecretURL?) -> SinkTraits {
        let kind = Kind.traits(options)
        let connection = options.connection
        let concurrency = max(1, connection.concurrency ?? kind.concurrency)
        let rate = connection.rate ?? kind.rate
        return SinkTraits(
            name: connection.name, type: kind.type, endpoint: url?.description ?? "\(connection.url)",
            destination: (url?.fingerprint ?? "\(connection.url)") + (kind.place.map { " \($0)" } ?? ""),
            maximumBatch: kind.maximumBatch,
            concurrency: concurrency, ahead: rate == nil ? concurrency * kind.maximumBatch : 0, rate: rate,
            isChat: kind.isChat, remembers: kind.remembers, renewal: kind.renewal)
    }
}
