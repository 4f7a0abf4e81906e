/// What the fake sinks are like.
package struct SimulatorSettings: Sendable {
    /// What a Slack webhook takes; `nil`: everything.
    package var slackLimit: RateLimit?
    package var robots: [DingTalkRobot]
    /// What a robot takes; `nil`: everything.
    package var dingTalkLimit: DingTalkLimit?
    /// Webhooks that ask for a signature; one of any other name takes messages without.
    package var webhooks: [WebhookSettings]

    package init(
        slackLimit: RateLimit? = nil, robots: [DingTalkRobot] = [.simulated], dingTalkLimit: DingTalkLimit? = nil,
        webhooks: [WebhookSettings] = []
    ) {
        (self.slackLimit, self.robots) = (slackLimit, robots)
        (self.dingTalkLimit, self.webhooks) = (dingTalkLimit, webhooks)
    }
}
