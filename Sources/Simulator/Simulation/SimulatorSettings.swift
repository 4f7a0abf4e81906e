/// What the fake sinks and the temporary keys are like.
package struct SimulatorSettings: Sendable {
    /// What a Slack webhook takes; `nil`: everything.
    package var slackLimit: SlackLimit?
    package var robots: [SimulatedRobot]
    /// What a robot takes; `nil`: everything.
    package var dingTalkLimit: DingTalkLimit?
    /// Webhooks that ask for a signature; one of any other name takes messages without.
    package var webhooks: [SimulatedWebhook]
    /// Temporary keys are good for simulators of the same seed only.
    package var seed: UInt64 = 1

    package init(
        slackLimit: SlackLimit? = nil, robots: [SimulatedRobot] = [.simulated], dingTalkLimit: DingTalkLimit? = nil,
        webhooks: [SimulatedWebhook] = []
    ) {
        (self.slackLimit, self.robots) = (slackLimit, robots)
        (self.dingTalkLimit, self.webhooks) = (dingTalkLimit, webhooks)
    }
}
