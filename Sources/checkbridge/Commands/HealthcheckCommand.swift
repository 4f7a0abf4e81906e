import ArgumentParser
import Bridge
import BridgeCore
import HTTPTransport

/// `checkbridge healthcheck`
struct HealthcheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "healthcheck",
        abstract: "Asks the running service whether its loops turn; exits 0 if they do, else 1.",
        discussion: "For a container's exec probe. With listen: off it asks over the socket in state_dir.")

    @OptionGroup var file: ConfigurationOption

    func run() async throws {
        ProcessSetup.prepare()
        let verdict = await verdict(of: try file.load())
        Terminal.say(verdict.line)
        if !verdict.isGood { throw ExitCode.failure }
    }

    private struct Verdict {
        var isGood: Bool
        var line: String

        init(stuck: [String]) {
            isGood = stuck.isEmpty
            line = stuck.isEmpty ? "ok" : "stuck: \(stuck.joined(separator: "; "))"
        }

        init(unreachable reason: String) {
            (isGood, line) = (false, "no answer: \(reason)")
        }
    }

    private func verdict(of configuration: Configuration) async -> Verdict {
        // A port that the system chose is known to nobody else.
        if let address = configuration.listen?.address, address.port != 0 { return await overHTTP(address) }
        return await overSocket(configuration)
    }

    private func overHTTP(_ address: ListenAddress) async -> Verdict {
        do throws(HTTPTransportError) {
            let options = HTTPOptions(
                connectTimeout: .seconds(3), timeout: .seconds(15), maxBodyBytes: 64 << 10,
                ignoresEnvironmentProxy: true)
            let url = "http://\(address.reachable.description)/healthz"
            let response = try await CurlTransport.once(HTTPRequest(method: .get, url: url, options: options))
            let lines = String(decoding: response.body, as: UTF8.self).split(whereSeparator: \.isNewline)
            if response.status == 200 { return Verdict(stuck: []) }
            return response.status == 503
                ? Verdict(stuck: lines.map(String.init)) : Verdict(unreachable: "HTTP status \(response.status)")
        } catch {
            return Verdict(unreachable: "\(address.reachable.description): \(error)")
        }
    }

    private func overSocket(_ configuration: Configuration) async -> Verdict {
        do {
            switch try await CursorAccess(configuration).askService(.health) {
            case .refused(let reason): return Verdict(unreachable: reason)
            case .done(let answer):
                let stuck = try JSONValue(parsing: answer)["stuck"]?.array ?? []
                return Verdict(stuck: stuck.compactMap(\.string))
            }
        } catch {
            return Verdict(unreachable: "\(error)")
        }
    }
}

extension ListenAddress {
    /// Where a service that listens on every address is found on its own machine.
    fileprivate var reachable: ListenAddress {
        switch host {
        case "0.0.0.0": ListenAddress(host: "127.0.0.1", port: port)
        case "::": ListenAddress(host: "::1", port: port)
        default: self
        }
    }
}

extension CurlTransport {
    /// Sends one request, for a command that has nothing else to send.
    fileprivate static func once(_ request: HTTPRequest) async throws(HTTPTransportError) -> HTTPResponse {
        let transport = try CurlTransport(configuration: .init(userAgent: "checkbridge/\(Version.number)"))
        let task = Task { await transport.run() }
        // Waited for by nobody: it ends with the command.
        defer { task.cancel() }
        return try await transport.execute(request)
    }
}
