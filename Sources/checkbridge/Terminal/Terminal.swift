import Glibc

/// What people see: results on stdout, everything else on stderr.
enum Terminal {
    static func say(_ text: String = "") {
        write(text + "\n", to: STDOUT_FILENO)
    }

    static func complain(_ text: String) {
        write(text + "\n", to: STDERR_FILENO)
    }

    /// Puts `text` in the place of the line on stderr that was written so before; an empty one clears it.
    static func overwrite(_ text: String) {
        write("\r\u{1B}[K" + text, to: STDERR_FILENO)
    }

    static var errorsAreShown: Bool { isatty(STDERR_FILENO) == 1 }
    static var resultsAreShown: Bool { isatty(STDOUT_FILENO) == 1 }

    /// Whole, however the other end reads; a reader that went away is no error of ours.
    private static func write(_ text: String, to descriptor: Int32) {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            // The buffer lives as long as the call, and the call keeps nothing.
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 || (count < 0 && errno == EINTR) else { return }
            rest = rest.dropFirst(max(count, 0))
        }
    }
}
