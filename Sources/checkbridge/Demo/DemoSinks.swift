import ArgumentParser

/// Which sinks a demo shows: a list of types, or `all`.
struct DemoSinks: ExpressibleByArgument, Equatable {
    let sinks: [DemoSink]

    static let usual = DemoSinks(DemoSink.usual)

    private init(_ sinks: [DemoSink]) {
        self.sinks = sinks
    }

    /// `nil` if one of the types is none that a demo can show.
    init?(argument: String) {
        guard argument != "all" else {
            self.init(DemoSink.all)
            return
        }
        let words = Set(argument.split(separator: ",").map { $0.filter { !$0.isWhitespace } })
        guard !words.isEmpty, words.allSatisfy({ DemoSink.named($0) != nil }) else { return nil }
        self.init(DemoSink.all.filter { words.contains($0.type) })
    }

    var defaultValueDescription: String { sinks.map(\.type).joined(separator: ",") }

    static var allValueStrings: [String] { ["all"] + DemoSink.all.map(\.type) }
}
