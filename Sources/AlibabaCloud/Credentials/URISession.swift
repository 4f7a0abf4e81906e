import BridgeCore
import HTTPTransport

/// A URL that hands out temporary credentials. All of it but scheme and host is a secret.
struct URISession: SessionSource {
    let uri: Secret
    let surroundings: CredentialsSurroundings

    let name = "credentials URI"

    func session() async throws -> ResolvedCredentials {
        let address = try address()
        let question = CredentialsQuestion(
            operation: "\(HTTPRequest(method: .get, url: address))", secrets: Self.parts(of: address),
            advice: { _, _ in "Check what hands out the credentials." },
            request: { HTTPRequest(method: .get, url: address, options: CredentialsExchange.options) })
        do {
            let credentials = try Self.credentials(in: try await surroundings.exchange.answer(to: question), question)
            return ResolvedCredentials(credentials, from: name, detail: [.init("asked", question.operation)])
        } catch let failure as ExchangeFailure {
            throw failure.error
        }
    }

    private func address() throws(CredentialsError) -> String {
        do {
            return try uri.read(surroundings.readFile)
        } catch {
            throw .unusable("uri: \(error.description)")
        }
    }

    /// Path and query may come back in an error's words, as a whole or piece by piece.
    private static func parts(of address: String) -> [String] {
        [address]
            + address.split(separator: "/").dropFirst(2).flatMap { part in
                [String(part)] + part.split(whereSeparator: { "?&=".contains($0) }).map(String.init)
            }
    }

    private static func credentials(
        in body: [UInt8], _ question: CredentialsQuestion
    ) throws(CredentialsError) -> Credentials {
        guard let json = try? JSONValue(parsing: body) else { throw question.unexpected("the answer is not JSON") }
        // One of the vendor's SDKs insists on the code, the other does not look at it.
        if let code = json["Code"]?.text, code != "Success" { throw question.unexpected("its Code is not Success") }
        do {
            return try SessionAnswer.service.credentials(in: json)
        } catch {
            throw question.unexpected(error.description)
        }
    }
}
