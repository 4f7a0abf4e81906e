import BridgeCore

/// Where the first message of a matter stands.
struct SlackThread: Sendable, Equatable {
    /// What the configuration called the channel: a thread in another one is not followed.
    var place: String
    /// The channel's id, as Slack gave it.
    var channel: String
    /// Names the message. It looks like a number, but a number would lose digits.
    var ts: String

    init(place: String, channel: String, ts: String) {
        (self.place, self.channel, self.ts) = (place, channel, ts)
    }

    /// Reads ``text``; `nil` if it is not ours.
    init?(_ text: String) {
        guard let json = try? JSONValue(parsing: text), let place = json["place"]?.string,
            let channel = json["channel"]?.string, let ts = json["ts"]?.string
        else { return nil }
        self.init(place: place, channel: channel, ts: ts)
    }

    var text: String {
        let bytes = JSONWriter.object { memory in
            memory.member("place", place)
            memory.member("channel", channel)
            memory.member("ts", ts)
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
