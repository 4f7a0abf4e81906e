import Dispatch
import Glibc

/// One connection over the service's socket: a line each way, within bounds of size and time.
struct ControlConnection: Sendable {
    private let descriptor: Int32
    private let queue: DispatchQueue

    /// - Parameter descriptor: belongs to the connection from now on; whoever has it closes it once.
    init(_ descriptor: Int32) {
        self.descriptor = descriptor
        queue = DispatchQueue(label: "io.checkbridge.control.connection")
    }

    /// Reads up to the line feed.
    /// - Returns: `nil` if no whole line came in time, or a longer one than `limit`.
    func readLine(upTo limit: Int, within patience: Duration) async -> [UInt8]? {
        await off {
            var line: [UInt8] = []
            let end = ContinuousClock.now + patience
            while line.count <= limit, isReady(POLLIN, before: end), let piece = readPiece() {
                line += piece
                if let feed = line.suffix(piece.count).firstIndex(of: 0x0A) { return Array(line[..<feed]) }
            }
            return nil
        }
    }

    /// - Returns: whether all of it was taken in time.
    @discardableResult
    func write(_ bytes: [UInt8], within patience: Duration) async -> Bool {
        await off {
            var rest = bytes[...]
            let end = ContinuousClock.now + patience
            while !rest.isEmpty, isReady(POLLOUT, before: end) {
                // The buffer lives as long as the call, and the call keeps nothing.
                let count = rest.withUnsafeBytes {
                    send(
                        descriptor, $0.baseAddress, $0.count,
                        Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT))
                }
                if count < 0, errno == EINTR || errno == EAGAIN { continue }
                guard count > 0 else { return false }
                rest = rest.dropFirst(count)
            }
            return rest.isEmpty
        }
    }

    func close() {
        Glibc.close(descriptor)
    }

    private func readPiece() -> [UInt8]? {
        while true {
            var count = 0
            // `recv` writes at most the capacity, and `count` says how much of it is initialised.
            let piece = [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, initialised in
                count = recv(descriptor, buffer.baseAddress, buffer.count, 0)
                initialised = max(count, 0)
            }
            if count < 0, errno == EINTR { continue }
            return count > 0 ? piece : nil
        }
    }

    private func isReady(_ event: Int32, before end: ContinuousClock.Instant) -> Bool {
        while true {
            let left = (end - .now) / .milliseconds(1)
            guard left > 0 else { return false }
            var waiting = pollfd(fd: descriptor, events: Int16(event), revents: 0)
            let count = poll(&waiting, 1, Int32(min(left.rounded(.up), 60_000)))
            if count > 0 { return true }
            if count < 0, errno != EINTR { return false }
        }
    }

    /// Blocks a thread of the connection's own queue instead of one that all tasks share.
    private func off<Value: Sendable>(_ work: @escaping @Sendable () -> Value) async -> Value {
        await withCheckedContinuation { waiter in queue.async { waiter.resume(returning: work()) } }
    }
}
