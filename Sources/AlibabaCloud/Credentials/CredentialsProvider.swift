/// Where credentials come from.
package protocol CredentialsProvider: Sendable {
    /// How the provider is called in messages, e.g. `environment`.
    var name: String { get }

    /// Credentials that are good for the next request, as far as the provider knows.
    /// - Throws: ``CredentialsError``, or `CancellationError`.
    func credentials() async throws -> Credentials

    /// The same credentials, and where they came from.
    /// - Throws: as ``credentials()``.
    func resolved() async throws -> ResolvedCredentials

    /// Says that the vendor refused `credentials`: what is cached of them is of no use any more.
    func discard(_ credentials: Credentials) async
}

extension CredentialsProvider {
    package func resolved() async throws -> ResolvedCredentials {
        ResolvedCredentials(try await credentials(), from: name)
    }

    package func discard(_ credentials: Credentials) async {}
}

/// Why there are no credentials. It never holds one.
package enum CredentialsError: Error, Sendable, Equatable {
    /// Nothing is configured where the provider looks; says what would have to be there.
    case missing(String)
    /// It is configured but could not be got; says what happened.
    case unusable(String)
    /// None of a chain's providers had any: their names and what each said.
    case exhausted([Attempt])

    package struct Attempt: Sendable, Equatable {
        package var provider: String
        package var reason: String

        package init(provider: String, reason: String) {
            self.provider = provider
            self.reason = reason
        }
    }
}

extension CredentialsError {
    /// What is not there or went wrong, for a list of attempts.
    var reason: String {
        switch self {
        case .missing(let what), .unusable(let what): what
        case .exhausted: description
        }
    }

    /// Whether nothing is configured there, rather than something that fails.
    var isMissing: Bool {
        if case .missing = self { true } else { false }
    }
}

extension CredentialsError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .missing(let what): "no credentials: \(what)"
        case .unusable(let what): "no usable credentials: \(what)"
        case .exhausted(let attempts):
            "no credentials; tried " + attempts.map { "\($0.provider) (\($0.reason))" }.joined(separator: ", ")
        }
    }
}
