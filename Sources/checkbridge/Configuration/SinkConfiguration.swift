import BridgeCore
import Yams

/// One entry of `sinks:`.
struct SinkConfiguration: Sendable {
    var name: String
    /// What is particular to its type.
    var settings: any SinkSettings
    /// The sink that gets what this one gives up.
    var fallback: String?
    /// What it may send in how long; `nil` is what is usual for its type.
    var rate: RateLimit?
    /// Requests under way at once; `nil` is what is usual for its type.
    var concurrency: Int?
    /// For how long a delivery is tried, in running time.
    var maxAge: Duration
    /// What people read is written in it; `nil` is English.
    var language: Language?
    /// `nil` is UTC.
    var zone: ZoneRules?
    /// How requests are sent; stdout sends none.
    var connection: ConnectionConfiguration
}

extension Shape where Value == SinkConfiguration {
    static var sink: Shape {
        mapping { section in
            let name = section.required("name", .name(of: .sink), "How routes call the sink")
            let rate = section.optional("rate", .rate, "At most so many requests in so long a time")
            let concurrency = section.optional("concurrency", .integer(1...1024), "Requests under way at once")
            let maxAge = section.value(
                "max_age", .duration(.seconds(1)...(.seconds(30 * 86_400))), default: .seconds(86_400),
                "For how long a delivery is tried")
            let language = section.optional("lang", Shape<Language>.word, "The language of the messages")
            let zone = section.optional(
                "timezone", .zone, "The time zone of the messages, as in Asia/Shanghai; otherwise UTC")
            let allowsHTTP = section.value("allow_http", .truth, default: false, "The URL may be http://")
            let connection = section.connection()
            let fallback = section.optional(
                "fallback", .reference(to: .sink), "The sink that gets what this one gives up as a dead letter")
            let url = Shape<Secret>.url(URLRule(allowsHTTP: allowsHTTP))
            let settings = section.choose(
                by: "type", among: SinkRegister.types.map { $0.form(url: url) }, "What kind of sink it is")
            return SinkConfiguration(
                name: name, settings: settings ?? StandardOutputSettings(), fallback: fallback, rate: rate,
                concurrency: concurrency, maxAge: maxAge, language: language, zone: zone, connection: connection)
        }
    }
}

extension Shape where Value == RateLimit {
    fileprivate static var rate: Shape {
        mapping { section in
            RateLimit(
                limit: section.required("limit", .integer(1...1_000_000), "How many requests"),
                per: section.required("per", .duration(.milliseconds(100)...(.seconds(86_400))), "In how long a time"))
        }
    }
}

extension [SinkConfiguration] {
    /// The positions of those whose fallbacks, one after another, come back to themselves.
    var circularFallbacks: [Int] {
        let next = Dictionary(map { ($0.name, $0.fallback) }, uniquingKeysWith: { first, _ in first })
        return indices.filter { index in
            var name = self[index].fallback
            for _ in indices where name != nil && name != self[index].name { name = next[name ?? ""] ?? nil }
            return name == self[index].name
        }
    }
}
