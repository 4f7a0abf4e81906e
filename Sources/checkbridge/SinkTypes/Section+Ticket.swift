extension Section {
    /// A key of every ticket sink.
    mutating func reopenWithin() -> Duration {
        value(
            "reopen_within", .duration(.zero...(.seconds(3650 * 86_400))), default: .seconds(7 * 86_400),
            "How long a closed ticket is opened again; later a new one is made")
    }
}
