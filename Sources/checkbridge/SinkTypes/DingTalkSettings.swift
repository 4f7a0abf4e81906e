import BridgeCore
import Sinks

struct DingTalkSettings: SinkSettings, Equatable {
    static let word = "dingtalk"
    /// With the `access_token`.
    var url: Secret
    /// The key of the signature, if the robot asks for one.
    var secret: Secret?
    /// What every message must contain, if the robot asks for it.
    var keyword: String?
    var atMobiles: [String]
    var atUserIDs: [String]

    init(_ section: inout Section, url: Shape<Secret>) {
        self.url = section.requiredSecret("url", url, "The URL of the robot, with its access_token")
        secret = section.optionalSecret(
            "secret", .secret, "The key of the signature (SEC...), if the robot asks for one")
        keyword = section.optional("keyword", .text, "What every message must contain, if the robot asks for it")
        atMobiles = section.value(
            "at_mobiles", .list(of: .identifier, count: 0...100), default: [], "Whom to call, by mobile number")
        atUserIDs = section.value(
            "at_user_ids", .list(of: .identifier, count: 0...100), default: [], "Whom to call, by user id")
    }

    func make(_ parts: SinkParts) throws -> (any Sink, SinkTraits) {
        try parts.http(
            DingTalkRobot.self,
            .init(
                connection: parts.connection(url), renderer: parts.renderer, secret: secret, keyword: keyword,
                mentions: DingTalkMentions(mobiles: atMobiles, userIDs: atUserIDs)))
    }
}
