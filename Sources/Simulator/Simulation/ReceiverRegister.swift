/// The fake services that are told apart by the first part of the path: `/github/…`. A new one is registered by its line
/// here; the true service's own paths follow behind.
enum ReceiverRegister {
    static let receivers: [String: any Receiver] = [
        "github": GitHubReceiver(),
        "gitlab": GitLabReceiver(),
        "jira": JiraReceiver(),
        "servicenow": ServiceNowReceiver(),
        "pagerduty": PagerDutyReceiver(),
        "opsgenie": OpsgenieReceiver(),
        "alertmanager": AlertmanagerReceiver(),
        "feishu": FeishuReceiver(),
        "wecom": WeComReceiver(),
        "teams": TeamsReceiver(),
        "discord": DiscordReceiver(),
        "telegram": TelegramReceiver(),
        "slack_api": SlackAPIReceiver(),
        "mattermost": MattermostReceiver(),
        "rocketchat": RocketChatReceiver(),
        "ntfy": NtfyReceiver(),
        "splunk": SplunkReceiver(),
        "elasticsearch": ElasticsearchReceiver(),
        "loki": LokiReceiver(),
        "datadog": DatadogReceiver(),
        "kafka": KafkaReceiver(),
        "desk": DeskReceiver(),
        "eventbridge": EventBridgeReceiver(),
        "sls": SLSReceiver(),
    ]
}
