/// Where temporary credentials are made: each call asks for new ones.
package protocol SessionSource: Sendable {
    /// As ``CredentialsProvider/name``.
    var name: String { get }
    /// - Throws: ``CredentialsError``, or `CancellationError`.
    func session() async throws -> ResolvedCredentials
}
