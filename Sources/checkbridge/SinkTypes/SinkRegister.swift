/// Every type of sink. A new one is registered by its line here.
enum SinkRegister {
    static let types: [any SinkSettings.Type] = [
        SlackSettings.self,
        DingTalkSettings.self,
        WebhookSettings.self,
        GitHubIssuesSettings.self,
        GitLabIssuesSettings.self,
        JiraSettings.self,
        ServiceNowSettings.self,
        PagerDutySettings.self,
        OpsgenieSettings.self,
        AlertmanagerSettings.self,
        StandardOutputSettings.self,
    ]
}
