import Foundation
import Glibc
import Synchronization

/// A loopback mail server that takes everything, but for what a script says otherwise. Line by line and by hand, because no
/// mail library would misbehave.
package final class ScriptedMailServer: Sendable {
    /// What it does in place of what it would do.
    package enum Step: Sendable {
        /// One reply; its lines without their ends.
        case say(String)
        /// Hangs up.
        case close
        /// Says nothing more until the client goes away or the server stops.
        case stall
    }

    /// What the script is asked about: a command as it came, or one of these; behind `login` stands what was said to sign in.
    package static let connected = "(connected)"
    package static let login = "(login)"
    package static let message = "(message)"

    private struct State {
        var lines: [String] = []
        var messages: [String] = []
        var connections = 0
        var sockets: Set<Int32> = []
        var isStopped = false
    }

    package let port: UInt16
    private let listener: Int32
    private let state = Mutex(State())
    private let script: @Sendable (String) -> Step?

    /// Listens on a free port of 127.0.0.1.
    /// - Parameter script: `nil`: as a friendly server does it.
    package init(_ script: @escaping @Sendable (String) -> Step? = { _ in nil }) throws {
        self.script = script
        listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        port = try ScriptedServer.listen(on: listener)
        Thread.detachNewThread { [self] in acceptAll() }
    }

    package var url: String { "smtp://127.0.0.1:\(port)" }
    /// Every command, and what was said in place of one, in order.
    package var lines: [String] { state.withLock(\.lines) }
    /// The mails, dots taken out again that were put before others.
    package var messages: [String] { state.withLock(\.messages) }
    package var connectionCount: Int { state.withLock(\.connections) }

    /// Ends every connection. The threads end with them.
    package func stop() {
        state.withLock { state in
            state.isStopped = true
            for socket in state.sockets { shutdown(socket, Int32(SHUT_RDWR)) }
        }
        shutdown(listener, Int32(SHUT_RDWR))
    }

    private func acceptAll() {
        while case let socket = accept(listener, nil, nil), socket >= 0 {
            guard admit(socket) else {
                close(socket)
                break
            }
            Thread.detachNewThread { [self] in serve(socket) }
        }
        close(listener)
    }

    private func admit(_ socket: Int32) -> Bool {
        state.withLock { state in
            guard !state.isStopped else { return false }
            state.sockets.insert(socket)
            state.connections += 1
            return true
        }
    }

    private func serve(_ socket: Int32) {
        var talk = Talk(socket)
        var isOpen = perform(Self.connected, usual: "220 scripted", talk)
        while isOpen, let line = talk.readLine() { isOpen = answer(line, &talk) }
        // Under the lock, so that stop() never touches a number that has come to mean another socket.
        state.withLock {
            $0.sockets.remove(socket)
            close(socket)
        }
    }

    /// False: the connection is at its end.
    private func answer(_ line: String, _ talk: inout Talk) -> Bool {
        switch line.split(separator: " ").first?.uppercased() {
        case "EHLO": return perform(line, usual: "250-scripted\r\n250-AUTH PLAIN LOGIN\r\n250 SIZE 1000000", talk)
        case "AUTH":
            guard perform(line, usual: "334 ", talk), let answer = talk.readLine() else { return false }
            return perform("\(Self.login) \(answer)", usual: "235 welcome", talk)
        case "DATA":
            guard perform(line, usual: "354 go on", talk) else { return false }
            if case .say? = script(line) { return true }
            guard let message = talk.readMessage() else { return false }
            state.withLock { $0.messages.append(message) }
            return perform(Self.message, usual: "250 queued", talk)
        case "QUIT":
            _ = perform(line, usual: "221 bye", talk)
            return false
        default: return perform(line, usual: "250 fine", talk)
        }
    }

    private func perform(_ line: String, usual: String, _ talk: Talk) -> Bool {
        state.withLock { $0.lines.append(line) }
        switch script(line) {
        case nil: return talk.send(usual)
        case .say(let reply): return talk.send(reply)
        case .close: return false
        case .stall:
            var talk = talk
            return talk.readLine() != nil && false
        }
    }
}

/// Lines over a socket.
private struct Talk {
    private let socket: Int32
    private var buffer: [UInt8] = []

    init(_ socket: Int32) {
        self.socket = socket
    }

    func send(_ text: String) -> Bool {
        let bytes = Array("\(text)\r\n".utf8)
        return bytes.withUnsafeBytes {
            Glibc.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) == $0.count
        }
    }

    /// Without its end; nil: the client is gone, or the server was stopped.
    mutating func readLine() -> String? {
        while true {
            if let end = buffer.firstIndex(of: 0x0A) {
                defer { buffer.removeSubrange(...end) }
                return String(decoding: buffer[..<end].filter { $0 != 0x0D }, as: UTF8.self)
            }
            let bytes = [UInt8](unsafeUninitializedCapacity: 16 << 10) { buffer, count in
                count = max(0, recv(socket, buffer.baseAddress, buffer.count, 0))
            }
            guard !bytes.isEmpty else { return nil }
            buffer += bytes
        }
    }

    mutating func readMessage() -> String? {
        var message = ""
        while let line = readLine() {
            if line == "." { return message }
            message += (line.hasPrefix(".") ? String(line.dropFirst()) : line) + "\r\n"
        }
        return nil
    }
}
