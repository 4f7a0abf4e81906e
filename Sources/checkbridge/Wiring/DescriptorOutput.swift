import Bridge
import Glibc
import Sinks

/// A file descriptor that lines are written to.
struct DescriptorOutput: ByteOutput {
    let descriptor: Int32

    func write(_ bytes: ArraySlice<UInt8>) async throws(OutputFailure) -> Int {
        while true {
            guard !Task.isCancelled else { throw .cancelled }
            // The buffer lives as long as the call, and the call keeps nothing.
            let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count > 0 { return count }
            switch errno {
            case EINTR: continue
            case EAGAIN: try? await SystemTime().sleep(for: .milliseconds(20))
            case EPIPE: throw .closed
            default: throw .system(String(cString: strerror(errno)))
            }
        }
    }
}
