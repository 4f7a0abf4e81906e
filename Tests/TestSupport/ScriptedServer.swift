import Foundation
import Glibc
import Synchronization

/// A loopback server that does to each request exactly what a script says, byte for byte. Written by hand because no HTTP library would send broken HTTP.
package final class ScriptedServer: Sendable {
    /// A request as it came over the wire.
    package struct Request: Sendable {
        /// Counts accepted connections from 0.
        package var connection: Int
        package var bytes: [UInt8]

        /// Request line and headers.
        package var head: String { String(decoding: bytes[..<Self.headEnd(bytes)], as: UTF8.self) }
        package var body: [UInt8] { Array(bytes[Self.headEnd(bytes)...]) }
        package var target: Substring { head.split(separator: " ").dropFirst().first ?? "" }

        /// The value of the header, in the case the client wrote it in.
        package func header(_ name: String) -> String? {
            head.components(separatedBy: "\r\n").first { $0.hasPrefix(name + ":") }
                .map { $0.dropFirst(name.count + 1).trimmingCharacters(in: .whitespaces) }
        }

        /// Where the head ends, blank line included; the end of what there is if it does not.
        fileprivate static func headEnd(_ bytes: [UInt8]) -> Int {
            let blank = [UInt8]("\r\n\r\n".utf8)
            let start = bytes.indices.dropLast(3).first { bytes[$0...].starts(with: blank) }
            return start.map { $0 + 4 } ?? bytes.count
        }
    }

    package enum Step: Sendable {
        case send([UInt8])
        /// Ends the connection in good order.
        case close
        /// Ends it with RST.
        case reset
        /// Says nothing more until the client goes away or the server stops.
        case stall
    }

    private struct State {
        var requests: [Request] = []
        var connections = 0
        var sockets: Set<Int32> = []
        var isStopped = false
    }

    package let port: UInt16
    /// Each request as soon as it is read, before the script answers. For one reader.
    package let arrivals: AsyncStream<Request>
    private let arrival: AsyncStream<Request>.Continuation
    private let listener: Int32
    private let state = Mutex(State())
    private let script: @Sendable (Request) -> [Step]

    /// Listens on a free port of 127.0.0.1. After the script's last step the connection stays open for the next request.
    package init(_ script: @escaping @Sendable (Request) -> [Step]) throws {
        self.script = script
        (arrivals, arrival) = AsyncStream.makeStream()
        listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        port = try Self.listen(on: listener)
        Thread.detachNewThread { [self] in acceptAll() }
    }

    package var url: String { "http://127.0.0.1:\(port)" }
    package var requests: [Request] { state.withLock(\.requests) }
    package var connectionCount: Int { state.withLock(\.connections) }

    /// Ends every connection. The threads end with them.
    package func stop() {
        state.withLock { state in
            state.isStopped = true
            for socket in state.sockets { shutdown(socket, Int32(SHUT_RDWR)) }
        }
        shutdown(listener, Int32(SHUT_RDWR))
    }
}

// MARK: - Answers

extension ScriptedServer.Step {
    /// A complete answer.
    package static func answer(_ status: Int, headers: [String] = [], body: [UInt8] = []) -> Self {
        let lines = ["HTTP/1.1 \(status) Scripted", "Content-Length: \(body.count)"] + headers
        return .send(Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8) + body)
    }

    package static func send(_ text: String) -> Self { .send(Array(text.utf8)) }
}

// MARK: - Sockets

extension ScriptedServer {
    static func listen(on listener: Int32) throws -> UInt16 {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let failed = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(listener, $0, size) != 0 || Glibc.listen(listener, 512) != 0
                    || getsockname(listener, $0, &size) != 0
            }
        }
        guard !failed else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
        return UInt16(bigEndian: address.sin_port)
    }

    private func acceptAll() {
        while case let socket = accept(listener, nil, nil), socket >= 0 {
            guard let connection = admit(socket) else {
                close(socket)
                break
            }
            Thread.detachNewThread { [self] in serve(socket, connection) }
        }
        close(listener)
        arrival.finish()
    }

    private func admit(_ socket: Int32) -> Int? {
        state.withLock { state in
            guard !state.isStopped else { return nil }
            state.sockets.insert(socket)
            state.connections += 1
            return state.connections - 1
        }
    }

    private func serve(_ socket: Int32, _ connection: Int) {
        var isOpen = true
        while isOpen, let bytes = readRequest(from: socket) {
            let request = Request(connection: connection, bytes: bytes)
            state.withLock { $0.requests.append(request) }
            arrival.yield(request)
            isOpen = script(request).allSatisfy { perform($0, on: socket) }
        }
        // Under the lock, so that stop() never touches a number that has come to mean another socket.
        state.withLock {
            $0.sockets.remove(socket)
            close(socket)
        }
    }

    /// False: the connection is at its end.
    private func perform(_ step: Step, on socket: Int32) -> Bool {
        switch step {
        case .send(let bytes):
            return send(bytes, on: socket)
        case .close:
            return false
        case .reset:
            var linger = linger(l_onoff: 1, l_linger: 0)
            setsockopt(socket, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout<linger>.size))
            return false
        case .stall:
            return receive(from: socket) != nil
        }
    }

    private func send(_ bytes: [UInt8], on socket: Int32) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                Glibc.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }

    private func readRequest(from socket: Int32) -> [UInt8]? {
        var bytes: [UInt8] = []
        while let more = receive(from: socket) {
            bytes += more
            let request = Request(connection: 0, bytes: bytes)
            let expected = request.header("Content-Length").flatMap(Int.init) ?? 0
            if request.head.hasSuffix("\r\n\r\n"), request.body.count >= expected { return bytes }
        }
        return nil
    }

    /// Nil: the client is gone, or stop() was called.
    private func receive(from socket: Int32) -> [UInt8]? {
        let bytes = [UInt8](unsafeUninitializedCapacity: 16 << 10) { buffer, count in
            count = max(0, recv(socket, buffer.baseAddress, buffer.count, 0))
        }
        return bytes.isEmpty ? nil : bytes
    }
}
