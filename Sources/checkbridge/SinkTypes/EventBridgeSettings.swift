import BridgeCore
import Sinks

struct EventBridgeSettings: SinkSettings, Equatable {
    static let word = "eventbridge"
    /// The account's endpoint.
    var url: Secret
    var bus: String
    var keyID: Secret
    var keySecret: Secret
    var token: Secret?

    init(_ section: inout Section, url: Shape<Secret>) {
        let account = section.optional("account_id", .vendorID, "The number of the account that the bus is in")
        let region = section.optional("region", .region, "The region that the bus is in")
        let address = account.flatMap { account in
            region.map { "https://\(account).eventbridge.\($0).aliyuncs.com" }
        }
        self.url = section.endpoint(
            url, "The endpoint, as in https://ACCOUNT.eventbridge.REGION.aliyuncs.com", or: ["account_id", "region"],
            address)
        bus = section.required("bus", .bus, "The name of the bus")
        keyID = section.requiredSecret("access_key_id", .secret, "The id of a key that may put events")
        keySecret = section.requiredSecret("access_key_secret", .secret, "The secret of that key")
        token = section.optionalSecret("security_token", .secret, "The token of a temporary key")
    }

    func make(_ parts: SinkParts) throws -> (any Sink, SinkTraits) {
        try parts.http(
            EventBridge.self,
            .init(connection: parts.connection(url), bus: bus, keyID: keyID, keySecret: keySecret, token: token))
    }
}

extension Shape where Value == String {
    fileprivate static var bus: Shape {
        text("a bus", pattern: nil) { text in
            text.wholeMatch(of: /[A-Za-z0-9][A-Za-z0-9._-]{0,126}/) == nil ? "is not the name of a bus" : nil
        }
    }
}
