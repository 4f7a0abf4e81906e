package import BridgeCore
import HTTPTransport

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// How a sink says who it is, in the header `Authorization`.
package enum SignIn: Sendable, Equatable {
    case nobody
    case user(String, password: Secret)
    /// - Parameter scheme: the word before it, as in `Bearer`.
    case token(Secret, scheme: String)

    package var secrets: [Secret] {
        switch self {
        case .nobody: []
        case .user(_, let secret), .token(let secret, _): [secret]
        }
    }

    /// The header, and what of it must never be shown.
    func signed(_ file: SecretReader) throws(SecretError) -> (headers: [HTTPHeader], secrets: [String]) {
        switch self {
        case .nobody: return ([], [])
        case .user(let user, let secret):
            let password = try secret.read(file)
            let basic = Data("\(user):\(password)".utf8).base64EncodedString()
            return ([HTTPHeader(name: "Authorization", value: "Basic \(basic)")], [password, basic])
        case .token(let secret, let scheme):
            let token = try secret.read(file)
            return ([HTTPHeader(name: "Authorization", value: "\(scheme) \(token)")], [token])
        }
    }
}
