package import BridgeCore

/// What the disk would not do, and in the end may: lines wait for it.
package struct LineFileError: Error, Sendable, Equatable {
    /// Told apart by what the operator can do.
    package enum Cause: Sendable, Equatable {
        case noFolder, notPermitted, readOnly, full
        /// A device, a pipe, a folder.
        case notAFile
        case other
    }

    /// e.g. `write`
    package var action: String
    package var path: String
    /// The system's words, e.g. `No space left on device`.
    package var reason: String
    package var cause: Cause

    package init(action: String, path: String, reason: String, cause: Cause) {
        (self.action, self.path, self.reason, self.cause) = (action, path, reason, cause)
    }

    var words: String { "cannot \(action) \(path): \(reason)" }

    var advice: String {
        switch cause {
        case .noFolder: "Make the folder, or correct path."
        case .notPermitted: "The user that checkbridge runs as must be able to write there."
        case .readOnly: "Mount it for writing, or choose another path."
        case .full: "Make room there, or keep less: max_size, keep."
        case .notAFile: "Only a regular file can be written to: choose another path."
        case .other: "Look at the disk."
        }
    }

    /// Always worth another try: no disk is mended by giving up lines.
    package var outcome: Outcome {
        .retry(reason: "\(words). \(advice)".fitted(to: Redactor.maximumBytes, in: .utf8), scope: .sink)
    }
}
