import BridgeCore

/// The form that asks for the token.
struct LoginView {
    let wasWrong: Bool
    /// Where to go then.
    let next: String
    let hours: Int64

    /// - Parameter next: may be from anybody: only a place of this service is kept.
    init(next: String?, wasWrong: Bool = false) {
        self.wasWrong = wasWrong
        self.next = Self.own(next)
        hours = Session.lifetime.milliseconds / 3_600_000
    }

    /// The place, if it is one of this service; else the overview.
    static func own(_ place: String?) -> String {
        guard let place, place.hasPrefix("/"), !place.hasPrefix("//"), place.utf8.count <= 2000,
            place.utf8.allSatisfy({ (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "\\") })
        else { return "/" }
        return place
    }
}

/// What is wrong, for people.
struct ProblemView {
    let status: Int
    let headline: String
    let message: String

    /// - Parameter message: as programs are told, in English.
    init(_ status: Int, _ message: String, _ word: Wording) {
        self.status = status
        headline = word.problem(status)
        self.message = message.isEmpty ? "" : message.prefix(1).uppercased() + message.dropFirst() + "."
    }
}

extension Wording {
    fileprivate func problem(_ status: Int) -> String {
        switch status {
        case 400: self("That cannot be understood", "无法理解该请求")
        case 401: self("Who is asking?", "需要登录")
        case 403: self("That may not be done from here", "不允许执行此操作")
        case 404: self("There is nothing here", "页面不存在")
        case 409: self("That cannot be done now", "当前无法执行此操作")
        case 503: self("Not now", "暂时不可用")
        default: self("Something is wrong", "出现错误")
        }
    }
}
