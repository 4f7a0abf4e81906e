import Simulator

/// The demo's configuration: what a user would write, but for the addresses and the pace.
enum DemoConfiguration {
    /// The webhook's signing key: made up, of no use anywhere else.
    static let key = "whsec_c2ltdWxhdGVkLXdlYmhvb2stc2VjcmV0LTAxMjM="

    static func text(port: Int, state: String) -> String {
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
          - {name: slack, type: slack, url: "http://127.0.0.1:\(port)/services/T000/B000/simulated"}
          - name: dingtalk
            type: dingtalk
            url: "http://127.0.0.1:\(port)/robot/send?access_token=\(SimulatedRobot.simulated.accessToken)"
            secret: \(SimulatedRobot.simulated.secret ?? "")
            lang: zh
          - {name: siem, type: webhook, url: "http://127.0.0.1:\(port)/hook/siem", secret: "\(key)"}
        route:
          sinks: [siem]
          routes:
            - {match: {severity: high}, sinks: [slack, dingtalk], continue: true}
            - {match: {type: /.*/}, sinks: [siem]}
        """
    }
}
