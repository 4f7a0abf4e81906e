import HTTPTransport
import TestSupport

/// Runs a transport and a server for the time of `body`, and sees to it that both end.
func withTransport(
    _ script: @escaping @Sendable (ScriptedServer.Request) -> [ScriptedServer.Step],
    configuration: CurlTransport.Configuration = .init(userAgent: "transport-tests"),
    _ body: (CurlTransport, ScriptedServer) async throws -> Void
) async throws {
    let server = try ScriptedServer(script)
    defer { server.stop() }
    let transport = try CurlTransport(configuration: configuration)
    let running = Task { await transport.run() }
    let outcome: Result<Void, any Error>
    do { outcome = .success(try await body(transport, server)) } catch { outcome = .failure(error) }
    running.cancel()
    await running.value
    try outcome.get()
}

extension HTTPRequest {
    /// To the server, past any proxy that the machine's environment may name.
    static func to(
        _ url: String,
        _ method: Method = .get,
        headers: [HTTPHeader] = [],
        body: [UInt8]? = nil,
        options: HTTPOptions = HTTPOptions()
    ) -> HTTPRequest {
        var options = options
        options.ignoresEnvironmentProxy = true
        return HTTPRequest(method: method, url: url, headers: headers, body: body, options: options)
    }
}

extension CurlTransport {
    /// Gives a loop that does not rest thousands of occasions to go round.
    func letTheLoopRun() async {
        for _ in 0..<20_000 { await Task.yield() }
    }

    /// The error of a request that must fail; nil: it did not.
    func failure(of request: HTTPRequest) async -> HTTPTransportError? {
        do {
            _ = try await execute(request)
            return nil
        } catch {
            return error
        }
    }
}
