import BridgeCore

/// What the configuration says about a sink with the keys of its type.
protocol SinkSettings: Sendable {
    /// The word for the type in the configuration.
    static var word: String { get }
    /// Where its messages are sent; an empty one for those that have no URL.
    var url: Secret { get }

    /// Reads the type's own keys.
    /// - Parameter url: the shape of a URL that messages are sent to.
    init(_ section: inout Section, url: Shape<Secret>)

    func make(_ parts: SinkParts) throws -> (any Sink, SinkTraits)
}

extension SinkSettings {
    var url: Secret { .literal("") }

    /// As one of the forms of an entry of `sinks:`.
    static func form(url: Shape<Secret>) -> Form<any SinkSettings> {
        Form(word: word) { Self(&$0, url: url) }
    }
}
