import BridgeCore

/// What is around a page, as its template names it.
struct PageFrame {
    let code: String
    let title: String
    let icon: String
    let style = PageStyle.text
    let script = PageScript.text
    let version: String
    let body: String
    let isInside: Bool
    let isOverview: Bool
    let isFindings: Bool
    let isLive: Bool
    let canLogIn: Bool
    let loginLink: String
    let isLoggedIn: Bool
    let otherLink: String
    let otherCode: String
    let otherName: String

    /// Which page it is.
    enum Place { case overview, findings, finding, login, problem }

    init(_ place: Place, _ title: String, around body: String, for visitor: Visitor, version: String) {
        let other: Language = visitor.language == .english ? .chinese : .english
        code = visitor.language.tag
        self.title = title
        icon = Self.icon(isBad: place == .overview && title.hasPrefix("("))
        self.version = version
        self.body = body
        isInside = visitor.mayRead && place != .login
        isOverview = place == .overview
        isFindings = place == .findings || place == .finding
        isLive = place == .overview || place == .finding
        canLogIn = visitor.hasToken && !visitor.isLoggedIn && place != .login
        loginLink = "/login?next=\(PercentEncoding.component(visitor.target))"
        isLoggedIn = visitor.isLoggedIn
        otherLink = visitor.target(in: other)
        otherCode = other.tag
        otherName = other == .english ? "English" : "中文"
    }

    /// Nothing is loaded for it either.
    private static func icon(isBad: Bool) -> String {
        let colour = isBad ? "d0392f" : "16233a"
        return "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E"
            + "%3Crect width='32' height='32' rx='7' fill='%23\(colour)'/%3E"
            + "%3Cpath d='M9 16.5l5 5 9-11' fill='none' stroke='white' stroke-width='3.5' stroke-linecap='round' "
            + "stroke-linejoin='round'/%3E%3C/svg%3E"
    }
}

extension Language {
    /// As `lang` has it in HTML.
    var tag: String {
        switch self {
        case .english: "en"
        case .chinese: "zh-CN"
        }
    }
}
