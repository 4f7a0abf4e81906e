import CCurl
import Glibc

/// Judges the addresses of one libcurl handle: each at the moment when a socket for it would be opened, whatever name it
/// came from, and that of the connection before each request, because a connection may have been opened under another
/// policy, or none.
///
/// A class because libcurl keeps its address. Not Sendable: it lives beside the handle, with whoever owns that.
final class EgressGuard {
    private enum Record {
        case empty
        case admitted
        case refused(EgressRefusal)
    }

    private let policy: EgressPolicy
    private var record = Record.empty

    init(_ policy: EgressPolicy) {
        self.policy = policy
    }

    /// What kept the present transfer from connecting, if the policy did. If it let another address through, it did not.
    var refusal: EgressRefusal? {
        if case .refused(let refusal) = record { refusal } else { nil }
    }

    /// Before each transfer.
    func reset() { record = .empty }

    /// Whether a socket may be opened.
    /// - Parameter address: nil: not an IP address.
    fileprivate func mayOpen(_ address: IPAddress?) -> Bool {
        let refusal = refusal(of: address)
        switch (refusal, record) {
        case (nil, _): record = .admitted
        // Another of the name's addresses is being tried, and what comes of that is what there is to tell.
        case (_, .admitted): break
        case (let refusal?, _): record = .refused(refusal)
        }
        return refusal == nil
    }

    /// Whether a request may go over a connection.
    fileprivate func mayUse(_ address: IPAddress?) -> Bool {
        guard let refusal = refusal(of: address) else { return true }
        record = .refused(refusal)
        return false
    }

    private func refusal(of address: IPAddress?) -> EgressRefusal? {
        guard let address else { return EgressRefusal(address: "a socket", reason: .unknown) }
        switch policy.verdict(on: address) {
        case .allowed: return nil
        case .refused(let reason): return EgressRefusal(address: "\(address)", reason: reason)
        }
    }
}

extension EasyHandle {
    /// - Parameter guardian: must outlive the handle: libcurl keeps its address.
    func connect(_ guardian: EgressGuard) throws(Failure) {
        // Safe unretained: libcurl calls back only while it performs, on the thread of whoever performs, who holds the guard.
        let context = Unmanaged.passUnretained(guardian).toOpaque()
        try set(CURLOPT_OPENSOCKETDATA, to: context)
        try set(CURLOPT_OPENSOCKETFUNCTION) { context, _, address in
            guard let context, let address, EgressGuard.from(context).mayOpen(IPAddress(address)) else {
                return CURL_SOCKET_BAD
            }
            // As libcurl does it, and no program that is run meanwhile inherits it.
            let type = address.pointee.socktype | Int32(SOCK_CLOEXEC.rawValue)
            return socket(address.pointee.family, type, address.pointee.protocol)
        }
        try set(CURLOPT_PREREQDATA, to: context)
        try set(CURLOPT_PREREQFUNCTION) { context, address, _, _, _ in
            guard let context, let address, EgressGuard.from(context).mayUse(IPAddress(String(cString: address))) else {
                return CURL_PREREQFUNC_ABORT
            }
            return CURL_PREREQFUNC_OK
        }
    }
}

extension EgressGuard {
    /// Safe: the only pointers libcurl is given for this are those of guards that outlive the handle.
    fileprivate static func from(_ context: UnsafeMutableRawPointer) -> EgressGuard {
        Unmanaged<EgressGuard>.fromOpaque(context).takeUnretainedValue()
    }
}

extension IPAddress {
    /// What libcurl is about to connect to; nil if it is not an IP address.
    fileprivate init?(_ address: UnsafePointer<curl_sockaddr>) {
        guard let offset = MemoryLayout<curl_sockaddr>.offset(of: \.addr) else { return nil }
        // Safe: libcurl gives as many bytes as it says there, more than the type `sockaddr` has; no more of them are read.
        let bytes = UnsafeRawPointer(address) + offset
        let count = Int(address.pointee.addrlen)
        switch address.pointee.family {
        case AF_INET where count >= MemoryLayout<sockaddr_in>.size:
            self = .v4(UInt32(bigEndian: bytes.loadUnaligned(as: sockaddr_in.self).sin_addr.s_addr))
        case AF_INET6 where count >= MemoryLayout<sockaddr_in6>.size:
            let number = bytes.loadUnaligned(as: sockaddr_in6.self).sin6_addr
            self = .v6(UInt128(bigEndian: unsafeBitCast(number, to: UInt128.self)))
        default:
            return nil
        }
    }
}
