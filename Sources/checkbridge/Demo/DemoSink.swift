import Simulator

/// A sink of one type, and the part of the simulator that it talks to.
struct DemoSink: Sendable, Equatable {
    /// The type in the configuration; the sink has the same name.
    let type: String
    /// What the simulator calls the receiver.
    let receiver: String
    /// Takes every event, and not only what somebody is to be told of.
    var takesEverything = false
    /// What its configuration says besides, with PORT where the simulator's port belongs, and MAIL where that for mails does.
    let keys: String

    static let usual = ["slack", "dingtalk", "webhook"].compactMap(named)

    /// One of every type, but for those that need no receiver to be seen at work.
    static let all = chats + desks + stores

    static func named(_ type: String) -> DemoSink? {
        all.first { $0.type == type }
    }

    private static let chats = [
        DemoSink(
            type: "slack", receiver: "slack", keys: #"url: "http://127.0.0.1:PORT/services/T000/B000/simulated""#),
        DemoSink(
            type: "slack_api", receiver: "slack_api",
            keys: ##"url: "http://127.0.0.1:PORT/slack_api/api", token: xoxb-simulated, channel: "#security""##),
        DemoSink(
            type: "dingtalk", receiver: "dingtalk",
            keys: """
                url: "http://127.0.0.1:PORT/robot/send?access_token=\(SimulatedRobot.simulated.accessToken)", \
                secret: \(SimulatedRobot.simulated.secret ?? ""), lang: zh
                """),
        DemoSink(
            type: "feishu", receiver: "feishu",
            keys: """
                url: "http://127.0.0.1:PORT/feishu/open-apis/bot/v2/hook/simulated", secret: simulated-feishu, lang: zh
                """),
        DemoSink(
            type: "wecom", receiver: "wecom",
            keys: #"url: "http://127.0.0.1:PORT/wecom/cgi-bin/webhook/send?key=simulated", lang: zh"#),
        DemoSink(
            type: "teams", receiver: "teams",
            keys: #"url: "http://127.0.0.1:PORT/teams/workflows/simulated/triggers/manual/paths/invoke?sig=simulated""#),
        DemoSink(
            type: "discord", receiver: "discord",
            keys: #"url: "http://127.0.0.1:PORT/discord/api/webhooks/1/simulated""#),
        DemoSink(
            type: "telegram", receiver: "telegram",
            keys: #"url: "http://127.0.0.1:PORT/telegram", token: "1:simulated", chat_id: -1001"#),
        DemoSink(
            type: "mattermost", receiver: "mattermost",
            keys: #"url: "http://127.0.0.1:PORT/mattermost/hooks/simulated""#),
        DemoSink(
            type: "rocketchat", receiver: "rocketchat",
            keys: #"url: "http://127.0.0.1:PORT/rocketchat/hooks/1/simulated""#),
        DemoSink(type: "ntfy", receiver: "ntfy", keys: #"url: "http://127.0.0.1:PORT/ntfy", topic: simulated"#),
        DemoSink(
            type: "email", receiver: Simulation.mailSink,
            keys: """
                url: "smtp://127.0.0.1:MAIL", starttls: false, user: checkbridge, password: simulated-email, \
                from: checkbridge@acme.example, to: [soc@acme.example]
                """),
    ]

    /// Where tickets and alerts are kept.
    private static let desks = [
        DemoSink(
            type: "jira", receiver: "jira",
            keys: """
                url: "http://127.0.0.1:PORT/jira", email: robot@acme.example, token: simulated-jira, project: SEC
                """),
        DemoSink(
            type: "servicenow", receiver: "servicenow",
            keys: #"url: "http://127.0.0.1:PORT/servicenow", user: checkbridge, password: simulated-servicenow"#),
        DemoSink(
            type: "github_issues", receiver: "github",
            keys: #"url: "http://127.0.0.1:PORT/github", repository: acme/security, token: simulated-github"#),
        DemoSink(
            type: "gitlab_issues", receiver: "gitlab",
            keys: #"url: "http://127.0.0.1:PORT/gitlab", project: acme/security, token: simulated-gitlab"#),
        DemoSink(
            type: "ticket_webhook", receiver: "desk",
            keys: #"""
                url: "http://127.0.0.1:PORT/desk/api", headers: {Authorization: Bearer simulated-desk}, \#
                create: {path: /tickets, key: /data/id, body: {title: "{title}", text: "{text}", \#
                severity: "{severity}", external_id: "{key}"}}, \#
                find: {path: "/tickets?external_id={key}", items: /tickets, key: /id, mark: /external_id, \#
                closed: {at: /status, is: closed}}, \#
                look: {path: "/tickets/{ticket}", closed: {at: /data/status, is: closed}}, \#
                comment: {path: "/tickets/{ticket}/comments", body: {text: "{text}"}}, \#
                close: {path: "/tickets/{ticket}", body: {status: closed}}, \#
                reopen: {path: "/tickets/{ticket}", body: {status: open}}
                """#),
        DemoSink(
            type: "pagerduty", receiver: "pagerduty",
            keys: #"url: "http://127.0.0.1:PORT/pagerduty", routing_key: simulated0pagerduty0routing0key0"#),
        DemoSink(
            type: "opsgenie", receiver: "opsgenie",
            keys: #"url: "http://127.0.0.1:PORT/opsgenie", api_key: simulated-opsgenie"#),
        DemoSink(
            type: "alertmanager", receiver: "alertmanager", keys: #"url: "http://127.0.0.1:PORT/alertmanager""#),
    ]

    /// What keeps events for later.
    private static let stores = [
        DemoSink(
            type: "webhook", receiver: "webhook/siem", takesEverything: true,
            keys: #"url: "http://127.0.0.1:PORT/hook/siem", secret: "\#(DemoConfiguration.key)""#),
        DemoSink(
            type: "splunk_hec", receiver: "splunk", takesEverything: true,
            keys: #"url: "http://127.0.0.1:PORT/splunk", token: simulated-splunk"#),
        DemoSink(
            type: "elasticsearch", receiver: "elasticsearch", takesEverything: true,
            keys: #"url: "http://127.0.0.1:PORT/elasticsearch", user: elastic, password: simulated-elastic"#),
        DemoSink(
            type: "loki", receiver: "loki", takesEverything: true,
            keys: #"url: "http://127.0.0.1:PORT/loki", tenant: acme"#),
        DemoSink(
            type: "datadog", receiver: "datadog", takesEverything: true,
            keys: #"url: "http://127.0.0.1:PORT/datadog", api_key: simulated-datadog"#),
        DemoSink(
            type: "kafka_rest", receiver: "kafka", takesEverything: true,
            keys: """
                url: "http://127.0.0.1:PORT/kafka", cluster: simulated, topic: findings, user: simulated, \
                password: simulated-kafka
                """),
        DemoSink(
            type: "eventbridge", receiver: "eventbridge", takesEverything: true,
            keys: """
                url: "http://127.0.0.1:PORT/eventbridge", bus: security, access_key_id: \(AccessKey.simulated.id), \
                access_key_secret: \(AccessKey.simulated.secret)
                """),
        DemoSink(
            type: "sls_webtracking", receiver: "sls", takesEverything: true,
            keys: #"url: "http://127.0.0.1:PORT/sls", logstore: security"#),
    ]
}
