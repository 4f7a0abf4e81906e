import HTTPTransport
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(1))) struct TLSTests {
    @Test func aCertificateNobodyVouchesForIsRefused() async throws {
        try await withTLS { transport, server in
            let error = await transport.failure(of: .to("https://127.0.0.1:\(server.port)/"))
            #expect(error?.isTLS == true, "\(String(describing: error))")
        }
    }

    @Test func theSameCertificateIsTakenWhenNamedAsAuthority() async throws {
        try await withTLS { transport, server in
            let options = HTTPOptions(caFile: server.certificateFile)
            let response = try await transport.execute(.to("https://127.0.0.1:\(server.port)/", options: options))
            #expect(response.status == 200)
        }
    }

    @Test func aCertificateForAnotherHostIsRefused() async throws {
        try await withTLS { transport, server in
            let options = HTTPOptions(caFile: server.certificateFile)
            let error = await transport.failure(of: .to("https://localhost:\(server.port)/", options: options))
            #expect(error?.isTLS == true, "\(String(describing: error))")
        }
    }

    @Test(arguments: [
        HTTPOptions(caFile: "/nonexistent/ca.pem"), HTTPOptions(clientCertificateFile: "/nonexistent/client.pem"),
    ])
    func aCertificateFileThatIsNotThereIsATLSError(options: HTTPOptions) async throws {
        try await withTLS { transport, server in
            let error = await transport.failure(of: .to("https://127.0.0.1:\(server.port)/", options: options))
            #expect(error?.isTLS == true, "\(String(describing: error))")
        }
    }

    @Test func aHandshakeThatNeverEndsTimesOutWhileConnecting() async throws {
        try await withTransport { _ in
            [.send("HTTP/1.1 400 Bad Request\r\n\r\n"), .close]
        } _: { transport, server in
            // The hello never ends in a blank line, so the server reads until the client gives up.
            let options = HTTPOptions(connectTimeout: .milliseconds(150))
            let error = await transport.failure(of: .to("https://127.0.0.1:\(server.port)/", options: options))
            #expect(error == .timeout(connecting: true))
        }
    }

    private func withTLS(
        _ body: (CurlTransport, OpenSSLServer) async throws -> Void
    ) async throws {
        let server = try OpenSSLServer()
        defer { server.stop() }
        try await withTransport { _ in
            []
        } _: { transport, _ in
            try await body(transport, server)
        }
    }
}

extension HTTPTransportError {
    fileprivate var isTLS: Bool { if case .tls = self { true } else { false } }
}
