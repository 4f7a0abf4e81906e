package import BridgeCore

/// The events as lines of JSON, for a log collector. Delivered means that the whole line was written.
package actor StandardOutput: Sink {
    package nonisolated let traits: SinkTraits
    private let output: any ByteOutput
    /// The last line is not whole: the next one must not be glued to it.
    private var isTorn = false

    package init(name: String, output: any ByteOutput) {
        // One call at a time, so that lines do not mix.
        traits = SinkTraits(
            name: name, type: "stdout", endpoint: "stdout", destination: "stdout", maximumBatch: 1000, concurrency: 1)
        self.output = output
    }

    package func deliver(
        _ deliveries: [Delivery], report: @Sendable ([DeliveryReport]) async -> Void
    ) async {
        for (indices, lines) in Self.chunks(deliveries) {
            await report(await write(lines, of: indices))
        }
    }

    /// Lines that are written together, and whose they are.
    private static let chunkBytes = 64 * 1024

    private static func chunks(_ deliveries: [Delivery]) -> [(indices: [Int], lines: Lines)] {
        var chunks: [(indices: [Int], lines: Lines)] = [([], Lines())]
        for (index, delivery) in deliveries.enumerated() {
            if chunks[chunks.count - 1].lines.bytes.count >= chunkBytes { chunks.append(([], Lines())) }
            chunks[chunks.count - 1].indices.append(index)
            chunks[chunks.count - 1].lines.append(delivery)
        }
        return chunks.filter { !$0.indices.isEmpty }
    }

    private func write(_ lines: Lines, of indices: [Int]) async -> [DeliveryReport] {
        if isTorn, case .failed(_, let failure) = await write([0x0A]) {
            return indices.map { DeliveryReport(index: $0, outcome: failure.outcome) }
        }
        switch await write(lines.bytes) {
        case .complete:
            isTorn = false
            return indices.map { DeliveryReport(index: $0, outcome: .delivered) }
        case .failed(let written, let failure):
            isTorn = written > 0 && !lines.ends.contains(written)
            return zip(indices, lines.ends).map { index, end in
                DeliveryReport(index: index, outcome: end <= written ? .delivered : failure.outcome)
            }
        }
    }

    private enum Progress {
        case complete
        case failed(written: Int, OutputFailure)
    }

    private func write(_ bytes: [UInt8]) async -> Progress {
        var written = 0
        while written < bytes.count {
            do {
                written += try await output.write(bytes[written...])
            } catch {
                return .failed(written: written, error)
            }
        }
        return .complete
    }
}

/// Whole lines in one piece.
private struct Lines {
    private(set) var bytes: [UInt8] = []
    /// Where each delivery's last line ends.
    private(set) var ends: [Int] = []

    mutating func append(_ delivery: Delivery) {
        for event in delivery.events {
            bytes += event.json
            bytes.append(0x0A)
        }
        ends.append(bytes.count)
    }
}

/// Where bytes can be written to: the process's standard output.
package protocol ByteOutput: Sendable {
    /// Writes at least one of the bytes and says how many. While the other side takes none it waits, without holding a
    /// thread.
    func write(_ bytes: ArraySlice<UInt8>) async throws(OutputFailure) -> Int
}

/// Why nothing could be written.
package enum OutputFailure: Error, Sendable, Equatable {
    /// Nobody reads at the other end (EPIPE), and within this process's life nobody will.
    case closed
    /// The service is stopping.
    case cancelled
    /// Any other reason, in the system's words.
    case system(String)

    var outcome: Outcome {
        switch self {
        case .closed: .rejected(reason: "stdout: nobody reads at the other end. Restart the service", scope: .sink)
        case .cancelled: .retry(reason: "stdout: not written, the service is stopping", scope: .sink)
        case .system(let words): .retry(reason: "stdout: \(words)", scope: .sink)
        }
    }
}
