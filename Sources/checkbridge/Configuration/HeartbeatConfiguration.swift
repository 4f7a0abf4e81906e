import BridgeCore

/// Who is told that the service does its work, as long as it does.
struct HeartbeatConfiguration: Sendable, Equatable {
    var url: Secret
    var every: Duration
}

extension Shape where Value == HeartbeatConfiguration {
    static var heartbeat: Shape {
        mapping { section in
            let allowsHTTP = section.value("allow_http", .truth, default: false, "The URL may be http://")
            return HeartbeatConfiguration(
                url: section.requiredSecret(
                    "url", .url(URLRule(allowsHTTP: allowsHTTP)), "The URL of a dead-man switch; it is asked with GET"),
                every: section.value(
                    "every", .duration(.seconds(10)...(.seconds(86_400))), default: .seconds(60),
                    "From one heartbeat to the next"))
        }
    }
}
