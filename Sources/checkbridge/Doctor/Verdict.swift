/// How a check came out. The raw value is the word for programs.
enum Verdict: String, Sendable, CaseIterable {
    case ok
    /// It works, but somebody should look.
    case warning = "warn"
    /// It keeps checkbridge from working.
    case failed = "fail"
    /// It was not asked, because something before it failed.
    case skipped = "skip"

    /// For people: what must not be overlooked stands out.
    var word: String { self == .failed ? "FAIL" : rawValue }
}
