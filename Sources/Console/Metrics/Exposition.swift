/// Metrics as text: Prometheus' format 0.0.4, or OpenMetrics 1.0.
package struct Exposition: Sendable {
    package private(set) var bytes: [UInt8] = []
    private let format: Format
    private var family = MetricFamily("", .gauge, "")

    package enum Format: Sendable { case prometheus, openMetrics }

    init(_ format: Format, reserving capacity: Int = 64 << 10) {
        self.format = format
        bytes.reserveCapacity(capacity)
    }

    /// Begins a metric: the samples that follow are its own.
    mutating func begin(_ family: MetricFamily) {
        self.family = family
        var name = family.name
        // OpenMetrics names a counter without the suffix that its samples have.
        if format == .openMetrics, family.kind == .counter, name.hasSuffix("_total") { name.removeLast(6) }
        append("# HELP \(name) \(family.help)\n# TYPE \(name) \(family.kind.word)\n")
    }

    /// - Parameter labels: as ``MetricLabels`` writes them.
    mutating func sample(_ labels: MetricLabels = .none, _ value: Double) {
        line("", labels, value)
    }

    /// - Parameters:
    ///   - buckets: the labels of each bucket, the infinite one last.
    ///   - counts: how many values each of them holds alone.
    mutating func histogram(_ labels: MetricLabels, buckets: [MetricLabels], counts: [UInt64], sum: Double) {
        var below: UInt64 = 0
        for (bucket, count) in zip(buckets, counts) {
            below += count
            line("_bucket", bucket, Double(below))
        }
        line("_sum", labels, sum)
        line("_count", labels, Double(below))
    }

    /// Must be called last.
    mutating func finish() {
        if format == .openMetrics { append("# EOF\n") }
    }

    private mutating func line(_ suffix: String, _ labels: MetricLabels, _ value: Double) {
        append(family.name)
        append(suffix)
        bytes.append(contentsOf: labels.bytes)
        bytes.append(0x20)
        append(Self.text(value))
        bytes.append(0x0A)
    }

    private mutating func append(_ text: String) {
        bytes.append(contentsOf: text.utf8)
    }

    /// Whole numbers without a fraction, as everybody writes them.
    static func text(_ value: Double) -> String {
        if value == .infinity { return "+Inf" }
        return Int64(exactly: value).map { String($0) } ?? "\(value)"
    }
}

/// The labels of one sample, written once: `{sink="a"}`.
struct MetricLabels: Sendable, Hashable {
    static let none = MetricLabels([])
    let bytes: [UInt8]

    init(_ pairs: [(String, String)]) {
        guard !pairs.isEmpty else {
            bytes = []
            return
        }
        let text = pairs.map { "\($0)=\"\(Self.escape($1))\"" }.joined(separator: ",")
        bytes = Array("{\(text)}".utf8)
    }

    private init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// The same and one more, whose value needs no escape.
    func with(_ name: String, _ value: String) -> MetricLabels {
        guard !bytes.isEmpty else { return MetricLabels([(name, value)]) }
        var more = bytes
        more.removeLast()
        more.append(contentsOf: ",\(name)=\"\(value)\"}".utf8)
        return MetricLabels(bytes: more)
    }

    private static func escape(_ value: String) -> String {
        guard value.utf8.contains(where: { $0 == 0x5C || $0 == 0x22 || $0 == 0x0A }) else { return value }
        return value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
    }
}
