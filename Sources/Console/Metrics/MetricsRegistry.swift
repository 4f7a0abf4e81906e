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
        var all: [(labels: MetricLabels, cell: Cell)] = []
        var places: [MetricLabels: Int] = [:]
    }

    private enum Cell: Sendable {
        case counter(CounterCell)
        case gauge(GaugeCell)
        case histogram(HistogramCell)
    }

    package init(_ families: [MetricFamily]) {
        self.families = families
        series = Mutex([:])
    }

    /// Writes every metric that has series, in the order of the list.
    func write(to exposition: inout Exposition) {
        let series = series.withLock { $0 }
        for family in families {
            guard let cells = series[family.name]?.all else { continue }
            exposition.begin(family)
            for (labels, cell) in cells {
                switch cell {
                case .counter(let counter): exposition.sample(labels, counter.value)
                case .gauge(let gauge): exposition.sample(labels, gauge.value)
                case .histogram(let histogram): histogram.write(to: &exposition)
                }
            }
        }
    }

    private func cell(_ name: String, _ dimensions: [(String, String)], _ words: Set<String>) -> Cell? {
        guard let family = families.first(where: { $0.name == name && words.contains($0.kind.word) }) else {
            return nil
        }
        let labels = MetricLabels(dimensions)
        return series.withLock { series in
            if let place = series[name]?.places[labels] { return series[name]?.all[place].cell }
            let count = series[name]?.all.count ?? 0
            guard count < Self.maximumSeries else { return nil }
            let new = Self.cell(of: family.kind, labels)
            series[name, default: Series()].all.append((labels, new))
            series[name]?.places[labels] = count
            return new
        }
    }

    private static func cell(of kind: MetricFamily.Kind, _ labels: MetricLabels) -> Cell {
        switch kind {
        case .counter: .counter(CounterCell())
        case .gauge: .gauge(GaugeCell())
        case .histogram(let bounds): .histogram(HistogramCell(labels, bounds: bounds))
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
