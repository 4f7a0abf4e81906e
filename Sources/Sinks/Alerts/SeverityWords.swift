package import BridgeCore

/// A receiver's word for each severity: a priority, an urgency.
package struct SeverityWords: Sendable, Equatable {
    package var high: String
    package var medium: String
    package var low: String
    /// For what the vendor does not rate.
    package var unknown: String

    package init(high: String, medium: String, low: String, unknown: String) {
        (self.high, self.medium, self.low, self.unknown) = (high, medium, low, unknown)
    }

    /// - Parameter severity: `nil` counts as not rated.
    package subscript(severity: Severity?) -> String {
        switch severity ?? .unknown {
        case .high: high
        case .medium: medium
        case .low: low
        case .unknown: unknown
        }
    }
}
