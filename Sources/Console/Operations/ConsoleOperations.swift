package import BridgeCore

/// What the console can ask of the program around it.
package struct ConsoleOperations: Sendable {
    package var version: String
    /// When the process began.
    package var started: Timestamp
    package var reloads: ReloadLedger
    /// Reads the configuration again and, if nothing is wrong with it, has it take the place of the present one.
    /// - Returns: what is wrong; empty if it is taken.
    package var reload: @Sendable () async -> [String]
    /// The least that is logged, as a word: `info`.
    package var logLevel: @Sendable () -> String
    /// - Returns: whether there is such a level.
    package var setLogLevel: @Sendable (String) -> Bool

    package init(
        version: String, started: Timestamp, reloads: ReloadLedger, reload: @escaping @Sendable () async -> [String],
        logLevel: @escaping @Sendable () -> String, setLogLevel: @escaping @Sendable (String) -> Bool
    ) {
        self.version = version
        self.started = started
        self.reloads = reloads
        self.reload = reload
        self.logLevel = logLevel
        self.setLogLevel = setLogLevel
    }
}
