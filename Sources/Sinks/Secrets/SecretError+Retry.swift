import BridgeCore

extension SecretError {
    /// Whether it may pass by itself: a file may be missing for a moment while it is being replaced.
    var mayPass: Bool {
        if case .malformed(.literal, _) = self { false } else { true }
    }
}
