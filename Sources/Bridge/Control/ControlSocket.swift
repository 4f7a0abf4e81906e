import Glibc

/// The address of the service's socket, and what both of its ends have in common.
package struct ControlSocket: Sendable {
    package static let name = "control.sock"
    /// A longer request is none of ours.
    static let longestRequest = 1 << 20
    /// A longer answer is none of ours.
    static let longestAnswer = 64 << 20
    package let path: String

    /// - Parameter folder: `state_dir`.
    package init(in folder: String) {
        path = folder + "/" + Self.name
    }

    /// Calls `body` with the address, as `bind` and `connect` take it.
    /// - Throws: ``ControlSocketError/pathTooLong(_:limit:)``: the system has room for 107 bytes only.
    func withAddress<Value>(
        _ body: (UnsafePointer<sockaddr>, socklen_t) -> Value
    ) throws(ControlSocketError) -> Value {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let limit = MemoryLayout.size(ofValue: address.sun_path) - 1
        guard path.utf8.count <= limit else { throw .pathTooLong(path, limit: limit) }
        // The bytes fit, as just asked, and the rest of the array is zero already.
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        // The address lives as long as the call, and neither `bind` nor `connect` keeps it.
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                body($0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
    }

    func open() throws(ControlSocketError) -> Int32 {
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw .system(action: "open", path: path, reason: systemReason()) }
        return descriptor
    }
}

/// Why the service cannot be reached, or cannot be made reachable.
package enum ControlSocketError: Error, Sendable, Equatable, CustomStringConvertible {
    case pathTooLong(String, limit: Int)
    case system(action: String, path: String, reason: String)
    case noAnswer(path: String)

    package var description: String {
        switch self {
        case .pathTooLong(let path, let limit):
            "\(path) is \(path.utf8.count) bytes long, but a socket's path may have \(limit) only: "
                + "give state_dir a shorter path, or stop the service and ask again"
        case .system(let action, let path, let reason): "cannot \(action) \(path): \(reason)"
        case .noAnswer(let path):
            "the service behind \(path) gave no answer in time; it may be stopping: try again"
        }
    }
}
