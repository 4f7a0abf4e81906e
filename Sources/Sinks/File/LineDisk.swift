/// The disk under a file of lines: the system's, or a test's that fails. All calls but the first block: they are made by
/// what that one runs.
package protocol LineDisk: Sendable {
    /// Runs what may block, one after another, where nobody else has to wait for it.
    func off<Value: Sendable>(_ work: @escaping @Sendable () -> Value) async -> Value
    /// Opens the file for writing behind its end; a new one is readable for its owner only, and its name is durable.
    /// - Returns: its size, and whether it ends with a line feed; an empty one does.
    func open(_ path: String) throws(LineFileError) -> (OpenLineFile, size: Int, endsInLine: Bool)
    /// Writes all of it behind the end.
    func append(_ bytes: [UInt8], to file: OpenLineFile) throws(LineFileError)
    /// Returns when what was written would survive a loss of power.
    func sync(_ file: OpenLineFile) throws(LineFileError)
    func close(_ file: OpenLineFile)
    /// Whether the name still leads to that file.
    func isAt(_ path: String, _ file: OpenLineFile) -> Bool
    /// Renames, over what is there; nothing happens if there is no file of the old name.
    func rename(_ path: String, to other: String) throws(LineFileError)
    /// Nothing happens if there is no such file.
    func remove(_ path: String) throws(LineFileError)
    /// Makes renaming durable.
    func syncFolder(of path: String) throws(LineFileError)
    /// - Returns: what is there, for people.
    /// - Throws: what would keep a line from being written.
    func look(at path: String) throws(LineFileError) -> String
}

/// A file that lines are written to.
package struct OpenLineFile: Sendable, Hashable {
    package var descriptor: Int32

    package init(descriptor: Int32) {
        self.descriptor = descriptor
    }
}
