import Logging

/// What one log entry says, apart from when.
struct LogLine: Sendable, Hashable {
    var level: Logger.Level
    var message: String
    /// In the order of their names.
    var facts: [Fact]

    struct Fact: Sendable, Hashable {
        var name: String
        var value: String
    }
}
