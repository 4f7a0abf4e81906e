package import BridgeCore

/// What became of a ``ControlRequest``.
package enum ControlAnswer: Sendable, Equatable {
    /// A JSON object.
    case done([UInt8])
    /// It cannot be done; why, and what can be done instead.
    case refused(String)

    /// - Parameter body: writes the members of the object.
    package static func done(_ body: (inout JSONWriter) -> Void) -> ControlAnswer {
        var writer = JSONWriter()
        writer.object(body)
        return .done(writer.bytes)
    }

    /// One line of JSON, without its line feed.
    package var line: [UInt8] {
        var writer = JSONWriter()
        writer.object {
            switch self {
            case .done(let answer): $0.member("answer", raw: answer)
            case .refused(let reason): $0.member("refused", reason)
            }
        }
        return writer.bytes
    }

    /// - Returns: `nil` if it is no answer of ours.
    package init?(line: [UInt8]) {
        guard let json = try? JSONValue(parsing: line) else { return nil }
        if let reason = json["refused"]?.string {
            self = .refused(reason)
        } else {
            guard let answer = json["answer"] else { return nil }
            self = .done(answer.bytes)
        }
    }
}
