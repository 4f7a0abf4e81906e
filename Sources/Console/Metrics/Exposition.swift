/// Metrics as text: Prometheus' format 0.0.4, or OpenMetrics 1.0.
package struct Exposition: Sendable {
    package private(set) var bytes: [UInt8] = []
    private let format: Format
    /// The name of the metric that is being written, as each of its lines begins.
    private var name: [UInt8] = []

    package enum Format: Sendable { case prometheus, openMetrics }

    init(_ format: Format, reserving capacity: Int = 64 << 10) {
        self.format = format
        bytes.reserveCapacity(capacity)
    }

    /// Begins a metric: the samples that follow are its own.
    mutating func begin(_ family: MetricFamily) {
        name = Array(family.name.utf8)
        var name = family.name
        // OpenMetrics names a counter without the suffix that its samples have.
        if format == .openMetrics, family.kind == .counter, name.hasSuffix("_total") { name.removeLast(6) }
        append("# HELP \(name) \(family.help)\n# TYPE \(name) \(family.kind.word)\n")
    }

    /// - Parameter labels: as ``MetricLabels`` writes them.
    mutating func sample(_ labels: MetricLabels = .none, _ value: Double) {
        bytes += name
        bytes += labels.bytes
        bytes.append(0x20)
        finishLine(value)
    }

    /// - Parameter values: one for each of `heads`, in their order.
    mutating func samples(_ heads: SampleHeads, _ values: some Sequence<Double>) {
        var start = 0
        for (end, value) in zip(heads.ends, values) {
            bytes += heads.bytes[start..<end]
            finishLine(value)
            start = end
        }
    }

    /// Must be called last.
    mutating func finish() {
        if format == .openMetrics { append("# EOF\n") }
    }

    private mutating func finishLine(_ value: Double) {
        append(value)
        bytes.append(0x0A)
    }

    private mutating func append(_ value: Double) {
        // Most are small counts, and a `String` for each would take longer than the rest of the line.
        if let digit = UInt8(exactly: value), digit < 10 {
            bytes.append(0x30 + digit)
        } else {
            append(Self.text(value))
        }
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

/// How samples begin, up to their values, in one piece of memory: there are tens of thousands, asked for every few seconds,
/// and going from one object to the next takes longer than to copy what it holds.
struct SampleHeads: Sendable {
    fileprivate private(set) var bytes: [UInt8] = []
    fileprivate private(set) var ends: [Int] = []

    mutating func append(_ name: String, _ labels: MetricLabels) {
        bytes += name.utf8
        bytes += labels.bytes
        bytes.append(0x20)
        ends.append(bytes.count)
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
