import Simulator

/// The demo's configuration: what a user would write, but for the addresses and the pace.
enum DemoConfiguration {
    /// The webhook's signing key: made up, of no use anywhere else.
    static let key = "whsec_c2ltdWxhdGVkLXdlYmhvb2stc2VjcmV0LTAxMjM="

    /// - Parameter mail: the port of the mail server.
    static func text(port: Int, mail: Int, state: String, sinks: [DemoSink]) -> String {
        """
        state_dir: \(state)
        listen: 127.0.0.1:0
        accounts:
          - name: demo
            region: cn-hangzhou
            qps: 1000
            credentials: {access_key_id: \(AccessKey.simulated.id), access_key_secret: \(AccessKey.simulated.secret)}
            endpoints:
              security_center: "http://127.0.0.1:\(port)"
              cloud_firewall: "http://127.0.0.1:\(port)"
              sts: "http://127.0.0.1:\(port)"
        sources:
          - {name: demo-risk, type: risk_checks, account: demo, every: 1s}
          - {name: demo-acl, type: acl_checks, account: demo, every: 1s}
        sinks:
        \(sinks.map { entry($0, port, mail: mail) }.joined(separator: "\n"))
        route:
          sinks: \(list(sinks.filter(\.takesEverything)))
          routes:
            - {match: {severity: high}, sinks: \(list(sinks.filter { !$0.takesEverything })), continue: true}
            - {match: {type: /.*/}, sinks: \(list(sinks.filter(\.takesEverything)))}
        """
    }

    /// The rate is that of a demo, in which nobody waits for a minute.
    private static func entry(_ sink: DemoSink, _ port: Int, mail: Int) -> String {
        let keys = sink.keys.replacing("PORT", with: "\(port)").replacing("MAIL", with: "\(mail)")
        return "  - {name: \(sink.type), type: \(sink.type), rate: {limit: 20, per: 1s}, \(keys)}"
    }

    private static func list(_ sinks: [DemoSink]) -> String {
        "[\(sinks.map(\.type).joined(separator: ", "))]"
    }
}
