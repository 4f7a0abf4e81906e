/// Every type of sink. A new one is registered by its line here.
enum SinkRegister {
    static let types: [any SinkSettings.Type] = [
        SlackSettings.self,
        DingTalkSettings.self,
        WebhookSettings.self,
        GitHubIssuesSettings.self,
        StandardOutputSettings.self,
    ]
}
