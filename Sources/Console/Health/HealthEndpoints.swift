import Bridge

/// What probes ask.
struct HealthEndpoints: Sendable {
    let liveness: Liveness

    var endpoints: [Endpoint] {
        [
            Endpoint(.get, "/healthz", .open) { _ in Self.reply(await liveness.stuck(), good: "ok") },
            Endpoint(.get, "/readyz", .open) { _ in Self.reply(await liveness.unready(), good: "ready") },
        ]
    }

    private static func reply(_ wrong: [String], good: String) -> Reply {
        wrong.isEmpty ? .text([good]) : .text(wrong, status: 503)
    }
}
