/// Every type of sink. A new one is registered by its line here.
enum SinkRegister {
    static let types: [any SinkSettings.Type] = [
        SlackSettings.self,
        SlackAPISettings.self,
        DingTalkSettings.self,
        FeishuSettings.self,
        WeComSettings.self,
        TeamsSettings.self,
        DiscordSettings.self,
        TelegramSettings.self,
        MattermostSettings.self,
        RocketChatSettings.self,
        NtfySettings.self,
        WebhookSettings.self,
        GitHubIssuesSettings.self,
        GitLabIssuesSettings.self,
        JiraSettings.self,
        ServiceNowSettings.self,
        TicketWebhookSettings.self,
        PagerDutySettings.self,
        OpsgenieSettings.self,
        AlertmanagerSettings.self,
        EventBridgeSettings.self,
        SLSWebTrackingSettings.self,
        StandardOutputSettings.self,
    ]
}
