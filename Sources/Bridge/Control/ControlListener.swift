import Dispatch
import Glibc
import Synchronization

/// The service's end of the socket: takes connections, so many at a time.
final class ControlListener: Sendable {
    private static let maximumConnections = 8
    private let socket: ControlSocket
    private let descriptor: Int32
    private let open = Mutex(0)
    private let queue = DispatchQueue(label: "io.checkbridge.control")

    /// Makes the socket, mode 0600. One that is there already was left by a killed process: the lock on the folder
    /// proves that nobody else runs.
    init(_ socket: ControlSocket) throws(ControlSocketError) {
        self.socket = socket
        descriptor = try socket.open()
        do throws(ControlSocketError) {
            unlink(socket.path)
            let bound = try socket.withAddress { [descriptor] in bind(descriptor, $0, $1) }
            // Nobody can connect before `listen`: there is no moment at which others could.
            guard bound == 0, chmod(socket.path, 0o600) == 0, listen(descriptor, 16) == 0 else {
                throw ControlSocketError.system(action: "listen on", path: socket.path, reason: systemReason())
            }
        } catch {
            close(descriptor)
            throw error
        }
    }

    /// The connections, until ``stop()``. Whoever takes one closes it and says ``done()``.
    func connections() -> AsyncStream<ControlConnection> {
        let (stream, continuation) = AsyncStream<ControlConnection>.makeStream()
        queue.async { [self] in
            while let connection = accept() {
                if begin() { continuation.yield(connection) } else { connection.close() }
            }
            unlink(socket.path)
            close(descriptor)
            continuation.finish()
        }
        return stream
    }

    func done() { open.withLock { $0 -= 1 } }

    /// Ends the waiting `accept`, which closes the socket then.
    func stop() { shutdown(descriptor, Int32(SHUT_RDWR)) }

    private func begin() -> Bool {
        open.withLock { count in
            guard count < Self.maximumConnections else { return false }
            count += 1
            return true
        }
    }

    /// - Returns: `nil` once the socket is shut down.
    private func accept() -> ControlConnection? {
        while true {
            let peer = Glibc.accept(descriptor, nil, nil)
            if peer >= 0 {
                _ = fcntl(peer, F_SETFD, FD_CLOEXEC)
                return ControlConnection(peer)
            }
            switch errno {
            case EINTR, ECONNABORTED: continue
            // Out of descriptors or memory: both pass.
            case EMFILE, ENFILE, ENOBUFS, ENOMEM: usleep(200_000)
            default: return nil
            }
        }
    }
}
