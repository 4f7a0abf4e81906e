/// What Prometheus asks.
struct MetricsEndpoint: Sendable {
    let page: MetricsPage

    var endpoint: Endpoint {
        Endpoint(.get, "/metrics", .metrics) { request in
            let wantsOpenMetrics = (request.headers["accept"] ?? "").contains("application/openmetrics-text")
            return wantsOpenMetrics
                ? Reply(.openMetrics, await page.text(.openMetrics)) : Reply(.prometheus, await page.text(.prometheus))
        }
    }
}
