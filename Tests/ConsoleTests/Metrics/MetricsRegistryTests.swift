import Console
import CoreMetrics
import TestSupport
import Testing

@testable import Console

@Suite struct MetricsRegistryTests {
    private let family = MetricFamily("checkbridge_things_total", .counter, "Things.")
    private let sizes = MetricFamily("checkbridge_sizes", .histogram([1, 2.5]), "Sizes.")

    private func text(_ registry: MetricsRegistry, _ format: Exposition.Format = .prometheus) -> String {
        var exposition = Exposition(format)
        registry.write(to: &exposition)
        exposition.finish()
        return String(decoding: exposition.bytes, as: UTF8.self)
    }

    @Test func countsAreToldByLabels() {
        let registry = MetricsRegistry([family])
        family.counter(["sink": "a"], in: registry).increment()
        family.counter(["sink": "b"], in: registry).increment(by: 2)
        family.counter(["sink": "b"], in: registry).increment()
        #expect(
            text(registry) == """
                # HELP checkbridge_things_total Things.
                # TYPE checkbridge_things_total counter
                checkbridge_things_total{sink="a"} 1
                checkbridge_things_total{sink="b"} 3

                """)
    }

    @Test func bucketsHoldWhatIsBelowThem() {
        let registry = MetricsRegistry([sizes])
        let recorder = Recorder(label: sizes.name, dimensions: [], aggregate: true, factory: registry)
        for size in [0.5, 1, 2, 7] { recorder.record(size) }
        #expect(
            text(registry).split(separator: "\n").dropFirst(2) == [
                "checkbridge_sizes_bucket{le=\"1\"} 2", "checkbridge_sizes_bucket{le=\"2.5\"} 3",
                "checkbridge_sizes_bucket{le=\"+Inf\"} 4", "checkbridge_sizes_sum 10.5", "checkbridge_sizes_count 4",
            ])
    }

    @Test func aTimeIsInSeconds() {
        let registry = MetricsRegistry([sizes])
        sizes.timer(in: registry).recordNanoseconds(1_500_000_000)
        #expect(text(registry).contains("checkbridge_sizes_sum 1.5\n"))
    }

    @Test func whatIsNotInTheListIsNotKept() {
        let registry = MetricsRegistry([family])
        Counter(label: "somebody_elses", dimensions: [], factory: registry).increment()
        Meter(label: family.name, dimensions: [], factory: registry).set(4)
        #expect(text(registry) == "")
    }

    @Test func thereAreOnlySoManySeries() {
        let registry = MetricsRegistry([family])
        for number in 0..<40_010 { family.counter(["sink": "\(number)"], in: registry).increment() }
        #expect(text(registry).split(separator: "\n").count == 40_002)
    }

    @Test func labelsCannotBreakOut() {
        #expect(MetricLabels([("a", "x\"}\n\\")]).bytes == Array(#"{a="x\"}\n\\"}"#.utf8))
    }

    @Test func openMetricsNamesACounterWithoutItsSuffixAndSaysWhereItEnds() {
        let registry = MetricsRegistry([family])
        family.counter(in: registry).increment()
        #expect(
            text(registry, .openMetrics) == """
                # HELP checkbridge_things Things.
                # TYPE checkbridge_things counter
                checkbridge_things_total 1
                # EOF

                """)
    }
}
