package import Logging
import ServiceLifecycle

/// Serves ``ControlSocket``: one line of JSON asks, one answers.
package struct ControlServer: Service {
    private static let patience: Duration = .seconds(5)
    private let socket: ControlSocket
    private let controller: Controller
    private let log: Logger

    package init(_ socket: ControlSocket, _ controller: Controller, log: Logger) {
        self.socket = socket
        self.controller = controller
        self.log = log
    }

    /// Serves until it is told to shut down or the task is cancelled. A socket that cannot be made is no reason not to
    /// watch: the service runs without it.
    package func run() async {
        do {
            let listener = try ControlListener(socket)
            await untilGracefulShutdown { await serve(listener) }
        } catch {
            log.error("the command line cannot reach this service", metadata: ["error": "\(error)"])
            await gracefulEnd()
        }
    }

    private func serve(_ listener: ControlListener) async {
        await withTaskCancellationHandler {
            await withDiscardingTaskGroup { group in
                for await connection in listener.connections() {
                    group.addTask {
                        await answer(connection)
                        connection.close()
                        listener.done()
                    }
                }
            }
        } onCancel: {
            listener.stop()
        }
    }

    private func answer(_ connection: ControlConnection) async {
        guard let line = await connection.readLine(upTo: ControlSocket.longestRequest, within: Self.patience) else {
            return
        }
        let answer = await answer(line)
        await connection.write(answer.line + [0x0A], within: Self.patience)
    }

    private func answer(_ line: [UInt8]) async -> ControlAnswer {
        guard let request = ControlRequest(line: line) else {
            return .refused("the running service does not know this request: it is of another version")
        }
        log.debug("asked over the control socket", metadata: ["request": "\(request)"])
        return await controller.answer(request)
    }
}
