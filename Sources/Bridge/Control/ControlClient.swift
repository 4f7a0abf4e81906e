import Glibc

/// The command line's end of the socket.
package struct ControlClient: Sendable {
    /// A test message may wait for a rate limit and a slow receiver.
    package static let patience: Duration = .seconds(120)
    private let socket: ControlSocket
    private let patience: Duration

    /// - Parameter patience: how long an answer may take.
    package init(_ socket: ControlSocket, patience: Duration = ControlClient.patience) {
        self.socket = socket
        self.patience = patience
    }

    /// Asks the running service.
    package func ask(_ request: ControlRequest) async throws(ControlSocketError) -> ControlAnswer {
        let connection = try connect()
        defer { connection.close() }
        guard await connection.write(request.line + [0x0A], within: .seconds(5)),
            let line = await connection.readLine(upTo: ControlSocket.longestAnswer, within: patience),
            let answer = ControlAnswer(line: line)
        else { throw .noAnswer(path: socket.path) }
        return answer
    }

    private func connect() throws(ControlSocketError) -> ControlConnection {
        let descriptor = try socket.open()
        do throws(ControlSocketError) {
            guard try socket.withAddress({ Glibc.connect(descriptor, $0, $1) }) == 0 else {
                throw .system(action: "reach the running service through", path: socket.path, reason: systemReason())
            }
            return ControlConnection(descriptor)
        } catch {
            close(descriptor)
            throw error
        }
    }
}
