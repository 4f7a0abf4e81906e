/// One metric: its name, what it says, and of which kind it is.
package struct MetricFamily: Sendable {
    /// As Prometheus has them: `checkbridge_`, base units, `_total` for counters.
    package let name: String
    let help: String
    let kind: Kind

    enum Kind: Sendable, Equatable {
        case counter
        case gauge
        /// With the upper bounds of its buckets, in ascending order and without the infinite one.
        case histogram([Double])

        var word: String {
            switch self {
            case .counter: "counter"
            case .gauge: "gauge"
            case .histogram: "histogram"
            }
        }
    }

    init(_ name: String, _ kind: Kind, _ help: String) {
        (self.name, self.kind, self.help) = (name, kind, help)
    }
}
