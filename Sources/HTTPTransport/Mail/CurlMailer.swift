import CCurl
import Dispatch
import Synchronization

/// Mails over libcurl, one after another, on a thread and a connection of its own.
///
/// Not by the transport's loop: while libcurl waits for a mail server's last word, or for the answer to its good-bye, it does
/// not let go of the thread, and every other transfer would wait with it.
package final class CurlMailer: MailClient {
    private let queue = DispatchQueue(label: "curl-mail")
    private let line: Line

    /// The session, for whoever works on the queue.
    private final class Line: Sendable {
        let session: Mutex<MailSession?>

        init(_ configuration: CurlTransport.Configuration) {
            session = Mutex(MailSession(configuration: configuration))
        }
    }

    /// Fails where libcurl cannot be initialised.
    package init(configuration: CurlTransport.Configuration) throws(HTTPTransportError) {
        guard CurlLibrary.initialised == CURLE_OK else {
            throw .other(.init(code: Int(CURLE_FAILED_INIT.rawValue), text: "libcurl cannot be initialised"))
        }
        line = Line(configuration)
    }

    /// The good-bye is said on the queue, because its answer may be long in coming.
    deinit {
        queue.async { [line] in line.session.withLock { $0 = nil } }
    }

    package func send(_ mail: MailRequest) async throws(HTTPTransportError) -> MailReply {
        if let objection = mail.objection { throw objection }
        return try await run { session, stop in session.send(mail, until: stop) }
    }

    package func greet(_ server: MailServer) async throws(HTTPTransportError) -> MailGreeting {
        if let objection = server.objection { throw objection }
        return try await run { session, stop in session.greet(server, until: stop) }
    }

    /// Cancelling the task ends the work within a second, which is how often libcurl asks.
    private func run<Value: Sendable>(
        _ work: @escaping @Sendable (MailSession, StopSign) -> Result<Value, HTTPTransportError>
    ) async throws(HTTPTransportError) -> Value {
        let stop = StopSign()
        return try await withTaskCancellationHandler {
            await withCheckedContinuation { waiter in
                queue.async { [line] in
                    waiter.resume(returning: line.session.withLock { Self.result(of: work, $0, stop) })
                }
            }
        } onCancel: {
            stop.raise()
        }.get()
    }

    private static func result<Value: Sendable>(
        of work: (MailSession, StopSign) -> Result<Value, HTTPTransportError>, _ session: MailSession?, _ stop: StopSign
    ) -> Result<Value, HTTPTransportError> {
        guard !stop.isRaised else { return .failure(.cancelled) }
        guard let session else { return .failure(.shutDown) }
        return work(session, stop)
    }
}
