import Foundation
import HTTPTransport
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(1))) struct ConnectionProberTests {
    private var direct: HTTPOptions { HTTPOptions(connectTimeout: .seconds(5), ignoresEnvironmentProxy: true) }

    private func transport() throws -> CurlTransport { try CurlTransport(configuration: .init(userAgent: "tests")) }

    private func failure(_ url: String, _ options: HTTPOptions) async throws -> HTTPTransportError? {
        let transport = try transport()
        do throws(HTTPTransportError) {
            _ = try await transport.connect(to: url, options: options)
            return nil
        } catch {
            return error
        }
    }

    @Test func itConnectsAndSendsNothing() async throws {
        let server = try ScriptedServer { _ in [.answer(200)] }
        defer { server.stop() }
        let report = try await transport().connect(to: "\(server.url)/secret", options: direct)
        #expect(report.address == "127.0.0.1")
        #expect(report.certificateEnd == nil && !report.isTunnelled)
        // It hung up before this one came, which the server reads after it.
        #expect(await eventually { server.connectionCount == 1 })
        #expect(server.requests.isEmpty)
    }

    @Test func withTLSItTellsWhenTheCertificateEnds() async throws {
        let server = try OpenSSLServer()
        defer { server.stop() }
        var options = direct
        options.caFile = server.certificateFile
        let report = try await transport().connect(to: "https://127.0.0.1:\(server.port)/", options: options)
        let left = try #require(report.certificateEnd) - Int64(Date().timeIntervalSince1970)
        #expect((86_400...(2 * 86_400)).contains(left))
    }

    @Test func aCertificateNobodyVouchesForIsRefused() async throws {
        let server = try OpenSSLServer()
        defer { server.stop() }
        guard case .tls = try await failure("https://127.0.0.1:\(server.port)/", direct) else {
            _ = Issue.record("it was taken")
            return
        }
    }

    @Test func aDeadPortIsToldWithoutThePathOrTheProxysPassword() async throws {
        let error = try await failure("http://127.0.0.1:1/pathSECRETpath?key=querySECRET", direct)
        guard case .connect = error else {
            _ = Issue.record("\(error as Any)")
            return
        }
        var options = direct
        options.proxy = "http://user:passSECRET@127.0.0.1:1"
        let viaProxy = try await failure("https://example.com/pathSECRETpath", options)
        #expect(viaProxy != nil)
        #expect(!"\(error as Any) \(viaProxy as Any)".contains("SECRET"))
    }

    @Test(arguments: ["file:///etc/passwd", "https://", "https://host/a b"])
    func whatIsNoAddressIsNotTried(url: String) async throws {
        guard case .invalidRequest = try await failure(url, direct) else {
            _ = Issue.record("it was tried")
            return
        }
    }
}
