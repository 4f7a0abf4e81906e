import Foundation
import TestSupport

/// A configuration with a canary in the place of every secret, and what it leads to: the simulator, where things work, and
/// a server that echoes what it is told.
struct CanaryWorld {
    let world: SimulatedWorld
    let echo: EchoServer
    let mail: ScriptedMailServer
    let aviary = Aviary()
    let config: String
    /// Wrong in many places, with the same secrets.
    let broken: String
    let environment: [String: String]

    /// Everything that the servers were told which echo it; what signs in to the mail server is in base64 there.
    var told: String { echo.told + mail.lines.joined(separator: "\n") }

    /// The sinks that are told something.
    static let sinks = [
        "good", "chat", "robot", "dead", "busy", "basic", "files", "proxied", "nobody", "tls", "refused", "expanded",
        "tickets", "threads", "feishu", "wecom", "teams", "discord", "telegram", "mattermost", "rocket", "phones",
        "jira", "gitlab", "incidents", "pager", "genie", "alerts",
        "splunk", "elastic", "loki", "datadog", "kafka2", "kafka3", "desk", "bus", "logs", "mail", "mailfile",
        "archive",
    ]

    init() async throws {
        world = try await SimulatedWorld()
        echo = try EchoServer()
        environment = [
            "CANARY_URL": "http://127.0.0.1:\(echo.port)/dead/\(aviary("environment, URL"))",
            "CANARY_PIN": aviary("environment, body"),
        ]
        mail = try EchoServer.mailServer()
        let text = try Self.text(world, echo.port, mail: mail.port, aviary)
        config = try world.folder.write(text, to: "canaries.yaml")
        broken = try world.folder.write(Self.damaged(text), to: "broken.yaml")
    }

    private static func text(
        _ world: SimulatedWorld, _ echo: UInt16, mail: UInt16, _ canary: Aviary
    ) throws -> String {
        """
        state_dir: \(world.folder.path("state"))
        listen: {address: "127.0.0.1:0", token: "\(canary("console token", "*+/=*"))"}
        log: {level: info, format: json}
        heartbeat: {url: "http://127.0.0.1:\(echo)/ping/\(canary("heartbeat path"))?k=\(canary("heartbeat query"))", every: 10s}
        accounts:
        \(try accounts(world, echo, canary))
        sources:
          - {name: risk, type: risk_checks, account: works, every: 1s}
          - {name: acl, type: acl_checks, account: works, every: 1s}
          - {name: "{account}-risk", type: risk_checks, account: [wrong, uri, role, oidc], every: 1s, failing_after: 1}
        sinks:
        \(try sinks(world, echo, canary))
        \(try mails(world, mail, canary))
          - {name: archive, type: file, path: \(world.folder.path("events.jsonl"))}
          - {name: out, type: stdout}
        route: {sinks: [\(Self.sinks.joined(separator: ", ")), out]}
        """
    }

    private static func accounts(_ world: SimulatedWorld, _ echo: UInt16, _ canary: Aviary) throws -> String {
        let token = try world.folder.write("\(canary("OIDC token file", "ey*.*-_"))\n", to: "oidc-token")
        // The simulator takes this key only; it is as good a canary as any.
        let secret = canary("access key secret", "simulated-access-key-secret-01")
        func endpoints(_ port: Int) -> String {
            let url = "http://127.0.0.1:\(port)"
            return "endpoints: {security_center: \"\(url)\", cloud_firewall: \"\(url)\", sts: \"\(url)\"}"
        }
        func account(_ name: String, _ credentials: String, _ port: Int) -> String {
            "  - {name: \(name), region: cn-hangzhou, qps: 1000, credentials: \(credentials), \(endpoints(port))}"
        }
        let key = { (who: String) in
            "{access_key_id: \(canary("\(who): access key id", "LTAI*")), "
                + "access_key_secret: \"\(canary("\(who): access key secret", "*/+"))\", "
                + "security_token: \"\(canary("\(who): security token", "CAIS*/+="))\"}"
        }
        let arn = "acs:ram::123456789012:role/checkbridge"
        return [
            account("works", "{access_key_id: LTAI5tSimulatedKey000001, access_key_secret: \(secret)}", world.port),
            account("wrong", key("wrong"), Int(echo)),
            account(
                "uri",
                "{uri: \"http://127.0.0.1:\(echo)/\(canary("credentials URI path"))?k=\(canary("credentials URI query"))\"}",
                Int(echo)),
            account(
                "role", "{role_arn: \"\(arn)\", external_id: \(canary("external id")), source: \(key("role"))}",
                Int(echo)),
            account(
                "oidc",
                "{oidc: {role_arn: \"\(arn)\", provider_arn: \"acs:ram::123456789012:oidc-provider/x\", token_file: \(token)}}",
                Int(echo)),
        ].joined(separator: "\n")
    }

    private static func sinks(_ world: SimulatedWorld, _ echo: UInt16, _ canary: Aviary) throws -> String {
        let base = "http://127.0.0.1:\(echo)"
        func key(_ name: String) -> String {
            let key = Data("\(canary("\(name), the key itself", "*-of-more-than-24-bytes"))".utf8).base64EncodedString()
            return canary("\(name), as it is written", "whsec_\(key)")
        }
        let keys = try world.folder.write("\(key("signing key in a file"))\n\(key("second signing key"))\n", to: "keys")
        let url = try world.folder.write("\(base)/dead/\(canary("URL in a file"))\n", to: "url")
        let header = try world.folder.write("\(canary("header in a file", "Token */+="))\n", to: "header")
        return """
              - {name: good, type: webhook, url: "http://127.0.0.1:\(world.port)/hook/good?k=\(canary("query of what works"))"}
              - {name: chat, type: slack, url: "\(base)/services/T00000000/B00000000/\(canary("Slack path"))"}
              - name: robot
                type: dingtalk
                url: "\(base)/robot/send?access_token=\(canary("DingTalk token"))"
                secret: "\(canary("DingTalk secret", "SEC*/+="))"
              - name: dead
                type: webhook
                url: "\(base)/dead/\(canary("webhook path"))?sig=\(canary("webhook query", "*%2F%2B"))"
                secret: "\(key("signing key"))"
                headers: {X-Api-Key: "\(canary("header", "*/+="))", Authorization_file: \(header)}
              - {name: busy, type: webhook, url: "\(base)/busy/\(canary("path of what is busy"))"}
              - {name: basic, type: webhook, url: "http://user:\(canary("password in a URL"))@127.0.0.1:\(echo)/dead/b"}
              - {name: files, type: webhook, url_file: \(url), secrets_file: \(keys)}
              - name: proxied
                type: webhook
                allow_http: true
                url: "http://siem.example/\(canary("path behind a proxy"))"
                proxy: "http://user:\(canary("password of a proxy"))@127.0.0.1:\(echo)"
              - {name: nobody, type: webhook, url: "http://127.0.0.1:1/\(canary("path where nobody listens"))"}
              - {name: tls, type: webhook, url: "https://127.0.0.1:\(echo)/\(canary("path without TLS"))"}
              - name: refused
                type: webhook
                allow_http: true
                url: "http://169.254.169.254/\(canary("path of what is refused"))"
              - {name: expanded, type: webhook, url: "${CANARY_URL}"}
              - {name: tickets, type: github_issues, url: "\(base)/of/github_issues", repository: o/n, token: "\(canary("GitHub token", "ghp_*"))"}
            \(chats(base, canary))
            \(desks(base, canary))
            \(stores(base, canary))
            \(clouds(base, canary))
            """
    }

    /// What takes events as they are. As everywhere, each has an address of its own, or they would share their rates.
    private static func stores(_ base: String, _ canary: Aviary) -> String {
        """
          - {name: splunk, type: splunk_hec, url: "\(base)/of/splunk_hec", token: "\(canary("Splunk token"))"}
          - {name: elastic, type: elasticsearch, url: "\(base)/\(canary("Elastic path"))", api_key: "\(canary("Elastic key", "*=="))"}
          - {name: loki, type: loki, url: "\(base)/of/loki", tenant: t, token: "\(canary("Loki token", "glc_*"))"}
          - {name: datadog, type: datadog, url: "\(base)/of/datadog", api_key: "\(canary("Datadog key"))"}
          - name: kafka2
            type: kafka_rest
            api: v2
            url: "\(base)/kafka"
            topic: t
            user: robot
            password: "\(canary("Kafka password", "*/+="))"
          - name: kafka3
            type: kafka_rest
            url: "\(base)/\(canary("Kafka path"))"
            cluster: c
            topic: t
            user: robot
            password: "\(canary("Kafka secret", "*/+="))"
        """
    }

    private static func mails(_ world: SimulatedWorld, _ port: UInt16, _ canary: Aviary) throws -> String {
        let password = try world.folder.write("\(canary("mail password in a file", "*/+="))\n", to: "mail-password")
        let mail =
            "type: email, url: \"smtp://127.0.0.1:\(port)\", starttls: false, from: a@b.example, to: [c@d.example], user: u"
        return """
              - {name: mail, \(mail), password: "\(canary("mail password", "*/+="))"}
              - {name: mailfile, \(mail), password_file: \(password)}
            """
    }

    /// Tickets and alerts.
    private static func desks(_ base: String, _ canary: Aviary) -> String {
        """
          - {name: jira, type: jira, url: "\(base)/of/jira", email: a@b.example, token: "\(canary("Jira token"))", project: SEC}
          - {name: gitlab, type: gitlab_issues, url: "\(base)/of/gitlab_issues", project: o/n, token: "\(canary("GitLab token", "glpat-*"))"}
          - {name: incidents, type: servicenow, url: "\(base)/of/servicenow", user: robot, password: "\(canary("ServiceNow password", "*/+="))"}
          - {name: pager, type: pagerduty, url: "\(base)/of/pagerduty", routing_key: "\(canary("PagerDuty key"))"}
          - {name: genie, type: opsgenie, url: "\(base)/of/opsgenie", api_key: "\(canary("Opsgenie key"))"}
          - {name: alerts, type: alertmanager, url: "\(base)/\(canary("Alertmanager path"))"}
        """
    }

    /// Tickets that are described by hand, and Alibaba Cloud's own back ends.
    private static func clouds(_ base: String, _ canary: Aviary) -> String {
        """
          - name: desk
            type: ticket_webhook
            url: "\(base)/dead/\(canary("ticket webhook path"))"
            headers: {Authorization: "Bearer \(canary("ticket webhook token", "*/+="))"}
            create: {path: "/t", body: {title: "{title}", pin: "${CANARY_PIN}"}, key: /id}
          - name: bus
            type: eventbridge
            url: "\(base)"
            bus: b
            access_key_id: "\(canary("EventBridge key id", "LTAI*"))"
            access_key_secret: "\(canary("EventBridge secret", "*/+"))"
            security_token: "\(canary("EventBridge token", "CAIS*/+="))"
          - {name: logs, type: sls_webtracking, url: "\(base)/\(canary("SLS path"))", logstore: sec}
        """
    }

    private static func chats(_ base: String, _ canary: Aviary) -> String {
        """
          - {name: threads, type: slack_api, url: "\(base)/of/slack_api", token: "\(canary("Slack token", "xoxb-*"))", channel: C1}
          - name: feishu
            type: feishu
            url: "\(base)/open-apis/bot/v2/hook/\(canary("Feishu path"))"
            secret: "\(canary("Feishu secret", "*/+="))"
          - {name: wecom, type: wecom, url: "\(base)/cgi-bin/webhook/send?key=\(canary("WeCom key"))"}
          - {name: teams, type: teams, url: "\(base)/workflows/\(canary("Teams path"))/invoke?sig=\(canary("Teams sig"))"}
          - {name: discord, type: discord, url: "\(base)/api/webhooks/1/\(canary("Discord path"))"}
          - {name: telegram, type: telegram, url: "\(base)/of/telegram", token: "\(canary("Telegram token", "1:*"))", chat_id: -1}
          - {name: mattermost, type: mattermost, url: "\(base)/hooks/\(canary("Mattermost path"))"}
          - {name: rocket, type: rocketchat, url: "\(base)/hooks/1/\(canary("Rocket.Chat path"))"}
          - {name: phones, type: ntfy, url: "\(base)/of/ntfy", topic: "\(canary("ntfy topic"))", token: "\(canary("ntfy token", "tk_*"))"}
        """
    }

    private static func damaged(_ text: String) -> String {
        [
            ("type: slack, url", "type: slack, uri"), ("type: dingtalk", "type: dingtlk"), ("whsec_", "whsec_!"),
            ("url: \"http://user:", "url: \"htp://user:"), ("security_token:", "securitytoken:"),
            ("\"http://siem.example/", "\"http://siem.example:99999/"), ("every: 10s", "every: often"),
            ("access_key_secret: \"", "access_key_secret: \"\\u0007"),
            ("${CANARY_URL}", "${CANARY_URL}${CANARY_UNSET}"),
            ("external_id:", "external_id: [], external_id:"),
        ].reduce(text) { $0.replacing($1.0, with: $1.1) }
    }
}
