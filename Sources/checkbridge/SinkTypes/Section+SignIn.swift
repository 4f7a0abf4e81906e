import BridgeCore
import Sinks

extension Section {
    /// The keys of whoever signs in with a name and a password, with a token, or not at all.
    /// - Parameter token: the name of the key of the token, and the word before it in `Authorization`; `nil` where there
    ///   is none.
    mutating func signIn(_ token: (name: String, scheme: String, help: String)? = nil) -> SignIn {
        let secret = token.flatMap { optionalSecret($0.name, .secret, $0.help) }
        let user = optional("user", .userName, "Who signs in")
        let password = optionalSecret("password", .secret, "The password of user")
        for name in token.map({ [$0.name, $0.name + "_file"] }) ?? [] { exclude([name, "user"], required: false) }
        if let token, let secret { return .token(secret, scheme: token.scheme) }
        switch (user, password) {
        case (let user?, let password?): return .user(user, password: password)
        case (nil, nil): return .nobody
        case (nil, _?): report("the key is missing", at: "user", hint: "who signs in with password")
        case (_?, nil): report("the key is missing", at: "password", hint: "the password of user; or password_file")
        }
        return .nobody
    }
}

extension Shape where Value == String {
    /// What may stand before the colon of HTTP's Basic.
    fileprivate static var userName: Shape {
        text("a name", pattern: "[^:]+") { text in
            text.contains(":") || text.unicodeScalars.contains { $0.value < 0x20 } ? "must not have colons" : nil
        }
    }
}
