package import CoreMetrics
import Synchronization

/// Keeps what is counted and writes it out. What is not in its list of metrics is not kept, and of each metric only so
/// many series: nothing that the world says can make it grow.
package final class MetricsRegistry: MetricsFactory {
    /// More than anybody has sources, for each outcome that there is.
    private static let maximumSeries = 40_000
    private let families: [MetricFamily]
    private let series: Mutex<[String: Series]>

    /// In the order in which they came.
    private struct Series: Sendable {
        private(set) var cells: [Cell] = []
        /// Of those that have one value.
        private(set) var heads = SampleHeads()
        private var places: [MetricLabels: Int] = [:]

        /// The one with these labels, which is made if there is none yet.
        mutating func cell(_ labels: MetricLabels, of family: MetricFamily) -> Cell? {
            if let place = places[labels] { return cells[place] }
            guard cells.count < maximumSeries else { return nil }
            let new = MetricsRegistry.cell(of: family, labels)
            if new.value != nil { heads.append(family.name, labels) }
            places[labels] = cells.count
            cells.append(new)
            return new
        }
    }

    private enum Cell: Sendable {
        case counter(CounterCell)
        case gauge(GaugeCell)
        case histogram(HistogramCell)

        /// `nil` if it has more than one.
        var value: Double? {
            switch self {
            case .counter(let counter): counter.value
            case .gauge(let gauge): gauge.value
            case .histogram: nil
            }
        }
    }

    package init(_ families: [MetricFamily]) {
        self.families = families
        series = Mutex([:])
    }

    /// Writes every metric that has series, in the order of the list.
    func write(to exposition: inout Exposition) {
        let series = series.withLock { $0 }
        for family in families {
            guard let series = series[family.name] else { continue }
            exposition.begin(family)
            exposition.samples(series.heads, series.cells.lazy.compactMap(\.value))
            for case .histogram(let histogram) in series.cells { histogram.write(to: &exposition) }
        }
    }

    private func cell(_ name: String, _ dimensions: [(String, String)], _ words: Set<String>) -> Cell? {
        guard let family = families.first(where: { $0.name == name && words.contains($0.kind.word) }) else {
            return nil
        }
        let labels = MetricLabels(dimensions)
        return series.withLock { $0[name, default: Series()].cell(labels, of: family) }
    }

    private static func cell(of family: MetricFamily, _ labels: MetricLabels) -> Cell {
        switch family.kind {
        case .counter: .counter(CounterCell())
        case .gauge: .gauge(GaugeCell())
        case .histogram(let bounds): .histogram(HistogramCell(family.name, labels, bounds: bounds))
        }
    }
}

extension MetricsRegistry {
    package func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        if case .counter(let counter)? = cell(label, dimensions, ["counter"]) { return counter }
        return NOOPMetricsHandler.instance
    }

    package func makeFloatingPointCounter(
        label: String, dimensions: [(String, String)]
    ) -> any FloatingPointCounterHandler {
        if case .counter(let counter)? = cell(label, dimensions, ["counter"]) { return counter }
        return NOOPMetricsHandler.instance
    }

    package func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
        if case .gauge(let gauge)? = cell(label, dimensions, ["gauge"]) { return gauge }
        return NOOPMetricsHandler.instance
    }

    package func makeRecorder(
        label: String, dimensions: [(String, String)], aggregate: Bool
    ) -> any RecorderHandler {
        switch cell(label, dimensions, ["gauge", "histogram"]) {
        case .gauge(let gauge)?: gauge
        case .histogram(let histogram)?: histogram
        case .counter?, nil: NOOPMetricsHandler.instance
        }
    }

    package func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        if case .histogram(let histogram)? = cell(label, dimensions, ["histogram"]) { return histogram }
        return NOOPMetricsHandler.instance
    }

    // Nothing is ever taken back: what was counted once is told until the process ends.
    package func destroyCounter(_ handler: any CounterHandler) {}
    package func destroyFloatingPointCounter(_ handler: any FloatingPointCounterHandler) {}
    package func destroyMeter(_ handler: any MeterHandler) {}
    package func destroyRecorder(_ handler: any RecorderHandler) {}
    package func destroyTimer(_ handler: any TimerHandler) {}
}

extension MetricFamily {
    func counter(_ labels: KeyValuePairs<String, String> = [:], in factory: any MetricsFactory) -> Counter {
        Counter(label: name, dimensions: Array(labels), factory: factory)
    }

    func meter(_ labels: KeyValuePairs<String, String> = [:], in factory: any MetricsFactory) -> Meter {
        Meter(label: name, dimensions: Array(labels), factory: factory)
    }

    func timer(_ labels: KeyValuePairs<String, String> = [:], in factory: any MetricsFactory) -> Timer {
        Timer(label: name, dimensions: Array(labels), factory: factory)
    }
}
