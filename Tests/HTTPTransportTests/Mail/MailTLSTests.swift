import Foundation
import HTTPTransport
import TestSupport
import Testing

/// Mails over TLS, to a server that somebody else wrote.
@Suite(.timeLimit(.minutes(3))) struct MailTLSTests {
    private func server(_ server: PythonMailServer, trusting: Bool = true, login: Bool = true) -> MailServer {
        let options = HTTPOptions(
            caFile: trusting ? server.certificateFile : nil, ignoresEnvironmentProxy: true)
        return MailServer(
            url: server.url, startsTLS: true, login: login ? .init(user: "robot", password: "hunter2") : nil,
            options: options)
    }

    private func mail(_ server: MailServer) -> MailRequest {
        MailRequest(server: server, sender: "a@x", recipients: ["b@x"], message: Array("Subject: x\r\n\r\nhi\r\n".utf8))
    }

    @Test(arguments: PythonMailServer.Mode.allCases)
    func aMailGoesOverTLS(mode: PythonMailServer.Mode) async throws {
        let python = try PythonMailServer(mode)
        defer { python.stop() }
        let mailer = try CurlMailer(configuration: .init(userAgent: "tests"))
        #expect(try await mailer.send(mail(server(python))) == MailReply(step: .content, code: 250, text: "over TLS"))
        let left =
            try #require(
                try await CurlMailer(configuration: .init(userAgent: "tests")).greet(server(python)).connection
                    .certificateEnd)
            - Int64(Date().timeIntervalSince1970)
        #expect((80_000...(2 * 86_400)).contains(left))
    }

    @Test(arguments: PythonMailServer.Mode.allCases)
    func aCertificateNobodyVouchesForEndsItBeforeThePassword(mode: PythonMailServer.Mode) async throws {
        let python = try PythonMailServer(mode)
        defer { python.stop() }
        let mailer = try CurlMailer(configuration: .init(userAgent: "tests"))
        do throws(HTTPTransportError) {
            _ = try await mailer.send(mail(server(python, trusting: false)))
            Issue.record("it was sent")
        } catch {
            guard case .tls = error else {
                _ = Issue.record("\(error)")
                return
            }
        }
    }
}

/// A mail server of Python's socket and ssl modules: a TLS peer whose making we need not trust to our own code.
final class PythonMailServer {
    enum Mode: String, CaseIterable { case smtps, starttls }

    let url: String
    let certificateFile: String
    private let certificates: OpenSSLServer
    private let process: Process

    init(_ mode: Mode) throws {
        certificates = try OpenSSLServer()
        certificateFile = certificates.certificateFile
        let key = URL(fileURLWithPath: certificateFile).deletingLastPathComponent().appending(path: "key.pem").path
        process = Process()
        let output = Pipe()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3", "-c", Self.program, mode.rawValue, certificateFile, key]
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
        guard let port = Int(line.trimmingCharacters(in: .whitespacesAndNewlines)) else {
            throw OpenSSLServer.Failed(description: "python3 is needed for this test; it said: \(line)")
        }
        url = "\(mode == .smtps ? "smtps" : "smtp")://127.0.0.1:\(port)"
    }

    func stop() {
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        certificates.stop()
    }

    private static let program = """
        import socket, ssl, sys, threading
        mode, cert, key = sys.argv[1:]
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(cert, key)
        listener = socket.create_server(("127.0.0.1", 0))
        print(listener.getsockname()[1], flush=True)
        def serve(connection):
            try:
                secure = mode == "smtps"
                if secure: connection = context.wrap_socket(connection, server_side=True)
                stream = connection.makefile("rb")
                say = lambda text: connection.sendall((text + "\\r\\n").encode())
                say("220 python")
                while line := stream.readline():
                    word = line.split()[0].upper()
                    if word == b"EHLO": say("250-python\\r\\n250 " + ("AUTH PLAIN" if secure else "STARTTLS"))
                    elif word == b"STARTTLS":
                        say("220 go on")
                        connection = context.wrap_socket(connection, server_side=True)
                        stream, secure = connection.makefile("rb"), True
                    elif word == b"AUTH":
                        say("334 ")
                        stream.readline()
                        say("235 welcome" if secure else "538 not in the clear")
                    elif word == b"DATA":
                        say("354 go on")
                        while stream.readline() != b".\\r\\n": pass
                        say("250 over TLS" if secure else "554 in the clear")
                    elif word == b"QUIT":
                        say("221 bye")
                        break
                    else: say("250 fine")
            except OSError:
                pass
            connection.close()
        while True:
            connection, _ = listener.accept()
            threading.Thread(target=serve, args=(connection,), daemon=True).start()
        """
}
