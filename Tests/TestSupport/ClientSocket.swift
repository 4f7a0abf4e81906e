import Glibc
import Synchronization

/// A connection to this machine on which a test says byte by byte what it wants, as no well-behaved client does.
package final class ClientSocket: Sendable {
    private let descriptor: Int32
    private let received = Mutex<(text: String, hasEnded: Bool)>(("", false))
    /// Whether it is connected, and all was sent.
    package let isOpen: Bool

    /// Connects, and sends.
    package init(port: Int, sending text: String) {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
        let connected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        let count = text.utf8.count
        isOpen = connected == 0 && send(descriptor, text, count, Int32(MSG_NOSIGNAL)) == count
        _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
        self.descriptor = descriptor
    }

    deinit { close(descriptor) }

    /// What came so far.
    package var text: String { receive().text }

    /// Whether the other side has said that nothing more is to come.
    package var hasEnded: Bool { receive().hasEnded }

    private func receive() -> (text: String, hasEnded: Bool) {
        received.withLock { received in
            var bytes = [UInt8](repeating: 0, count: 4096)
            while true {
                let count = recv(descriptor, &bytes, bytes.count, 0)
                if count == 0 { received.hasEnded = true }
                guard count > 0 else { return received }
                received.text += String(decoding: bytes[..<count], as: UTF8.self)
            }
        }
    }

    /// As a browser does that closes its page: says that nothing more is to come, and still listens.
    package func leave() { _ = shutdown(descriptor, Int32(SHUT_WR)) }
}
