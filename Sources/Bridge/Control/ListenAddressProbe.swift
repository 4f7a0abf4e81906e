import Glibc

/// Whether an address could be listened on.
package enum ListenAddressProbe: Sendable, Equatable {
    case free
    /// Somebody listens there.
    case inUse
    /// In the system's words.
    case unusable(String)

    /// Tries it out without listening, so that nobody else is kept from the address.
    /// - Parameter host: an IP address or a name.
    package init(host: String, port: Int) {
        var hints = addrinfo()
        hints.ai_flags = AI_PASSIVE
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var found: UnsafeMutablePointer<addrinfo>?
        let code = getaddrinfo(host, String(port), &hints, &found)
        guard code == 0, let address = found else {
            self = .unusable(String(cString: gai_strerror(code)))
            return
        }
        // The list is ours to free, and nothing of it is kept.
        defer { freeaddrinfo(found) }
        self = Self.bind(address.pointee)
    }

    private static func bind(_ address: addrinfo) -> ListenAddressProbe {
        let descriptor = socket(address.ai_family, address.ai_socktype | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return .unusable(systemReason()) }
        defer { close(descriptor) }
        // As servers do: with it the address can be bound by several, as long as none of them listens.
        var yes: Int32 = 1
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
        guard Glibc.bind(descriptor, address.ai_addr, address.ai_addrlen) != 0 else { return .free }
        return errno == EADDRINUSE ? .inUse : .unusable(systemReason())
    }
}
