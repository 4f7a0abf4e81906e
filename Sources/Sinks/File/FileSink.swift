package import BridgeCore
import Synchronization

/// The events as lines of JSON at the end of a file, which is renamed and begun anew when it is large.
///
/// Delivered means that the line is on the disk: it was written and synced. A crash after that and before the delivery is
/// settled writes the line again, under the same id.
package final class FileSink: Sink {
    /// What the configuration says about one file.
    package struct Options: Sendable {
        package var name: String
        /// Absolute.
        package var path: String
        /// When a line would make the file larger, another is begun; `nil`: never.
        package var maximumBytes: Int?
        /// How many files are kept besides: `path.1`, the newest, to `path.N`.
        package var kept: Int
        package var rate: RateLimit?

        package init(name: String, path: String, maximumBytes: Int? = nil, kept: Int = 5, rate: RateLimit? = nil) {
            (self.name, self.path, self.maximumBytes) = (name, path, maximumBytes)
            (self.kept, self.rate) = (kept, rate)
        }
    }

    /// Lines that are written and synced together.
    private static let chunkBytes = 1 << 20
    package let traits: SinkTraits
    private let options: Options
    private let disk: any LineDisk
    private let file: Mutex<LineFile>

    package init(_ options: Options, disk: any LineDisk) {
        self.options = options
        self.disk = disk
        file = Mutex(LineFile(options, on: disk))
        // One call at a time, so that lines do not mix.
        traits = SinkTraits(
            name: options.name, type: "file", endpoint: options.path, destination: "file \(options.path)",
            maximumBatch: 1000, concurrency: 1, rate: options.rate)
    }

    package var fingerprint: String { options.path }

    package func deliver(
        _ deliveries: [Delivery], report: @Sendable ([DeliveryReport]) async -> Void
    ) async {
        for chunk in Self.chunks(deliveries) {
            let outcome = Task.isCancelled ? Self.stopping : await append(chunk.lines)
            await report(chunk.indices.map { DeliveryReport(index: $0, outcome: outcome) })
        }
    }

    private static let stopping = Outcome.retry(reason: "not written: the service is stopping", scope: .sink)

    private static func chunks(_ deliveries: [Delivery]) -> [(indices: Range<Int>, lines: [UInt8])] {
        var chunks: [(indices: Range<Int>, lines: [UInt8])] = []
        for (index, delivery) in deliveries.enumerated() {
            let lines = delivery.events.reduce(into: [UInt8]()) { $0 += $1.json + [0x0A] }
            let end = chunks.count - 1
            guard end >= 0, chunks[end].lines.count + lines.count <= chunkBytes else {
                chunks.append((index..<(index + 1), lines))
                continue
            }
            chunks[end].indices = chunks[end].indices.lowerBound..<(index + 1)
            chunks[end].lines += lines
        }
        return chunks
    }

    /// - Returns: `delivered` when they are on the disk.
    private func append(_ lines: [UInt8]) async -> Outcome {
        // One after another, whoever asks: a test may come while others are being written.
        await disk.off { [self] in
            do throws(LineFileError) {
                try file.withLock { file throws(LineFileError) in try file.append(lines) }
                return .delivered
            } catch {
                return error.outcome
            }
        }
    }
}

// MARK: - Looking

extension FileSink: PreviewableSink {
    package func preview(of delivery: Delivery) -> SinkPreview {
        SinkPreview(head: [], body: Array(delivery.events.map(\.json).joined(separator: [0x0A])))
    }

    /// Whether lines could be written now. Writes none, and makes no file.
    /// - Returns: what is there, in words.
    package func look() async -> Result<String, SinkObjection> {
        await disk.off { [disk, options] in
            do throws(LineFileError) {
                return .success(try disk.look(at: options.path))
            } catch {
                return .failure(SinkObjection(error.words, advice: error.advice, isCertain: true))
            }
        }
    }
}

extension FileSink: CustomStringConvertible {
    package var description: String { "file sink \(traits.name) (\(options.path))" }
}
