import BridgeCore
import Crypto
import FoundationEssentials

/// Makes whole pages of what the templates give, with the headers that a page needs.
struct PageDress: Sendable {
    let gatekeeper: Gatekeeper
    let version: String
    /// The styles and the script are named by their digests: nothing else of the kind is ever taken for ours.
    private static let policy =
        "default-src 'none'; style-src '\(digest(PageStyle.text))'; script-src '\(digest(PageScript.text))'; "
        + "img-src data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

    private static func digest(_ text: String) -> String {
        "sha256-" + Data(SHA256.hash(data: Array(text.utf8))).base64EncodedString()
    }

    /// - Parameter mayRead: whether what the service knows may be shown.
    func visitor(_ request: ConsoleRequest, mayRead: Bool) -> Visitor {
        Visitor(
            request, mayRead: mayRead, hasToken: gatekeeper.hasToken, isLoggedIn: gatekeeper.hasSession(request))
    }

    /// A page, or its content alone where the page itself asks for it.
    func page(
        _ place: PageFrame.Place, _ name: PageTemplates.Name, _ view: Any, title: String, for visitor: Visitor,
        _ request: ConsoleRequest, status: Int = 200
    ) -> Reply {
        let body = PageTemplates.render(name, view, in: visitor.language)
        guard request.headers["x-part"] != "view" else { return reply(body, visitor, request, status) }
        let frame = PageFrame(place, title, around: body, for: visitor, version: version)
        return reply(PageTemplates.render(.frame, frame, in: visitor.language), visitor, request, status)
    }

    private func reply(_ html: String, _ visitor: Visitor, _ request: ConsoleRequest, _ status: Int) -> Reply {
        var reply = Reply(.html, Array(html.utf8), status: status)
        reply.more = [
            ("content-security-policy", Self.policy),
            // Without it browsers say of a form that nobody knows where it comes from.
            ("referrer-policy", "same-origin"), ("content-language", visitor.language.tag),
            ("vary", "accept-language, cookie"),
        ]
        if let asked = request.query.last(where: { $0.name == "lang" })?.value, asked == visitor.language.rawValue {
            reply.more.append(
                ("set-cookie", Self.cookie(Language.cookie, asked, seconds: 365 * 86_400, request)))
        }
        return reply
    }

    /// - Parameter seconds: how long the browser keeps it; 0 takes it away.
    static func cookie(_ name: String, _ value: String, seconds: Int64, _ request: ConsoleRequest) -> String {
        let isEncrypted = request.headers["x-forwarded-proto"] == "https"
        return "\(name)=\(value); Path=/; Max-Age=\(seconds); HttpOnly; SameSite=Strict"
            + (isEncrypted ? "; Secure" : "")
    }

    // MARK: Problems

    /// What is wrong, as a page for who wants one: where the token is missing, the form that asks for it.
    func dress(_ reply: Reply, _ request: ConsoleRequest) -> Reply {
        guard let problem = reply.problem, request.wantsPage, !request.path.hasPrefix("/api/") else { return reply }
        let visitor = visitor(request, mayRead: gatekeeper.objection(to: request, access: .read) == nil)
        var page =
            reply.status == 401 && request.method == .get
            ? login(LoginView(next: visitor.target), visitor, request, status: 401)
            : self.problem(reply.status, problem, visitor, request)
        page.more += reply.more
        return page
    }

    func login(_ view: LoginView, _ visitor: Visitor, _ request: ConsoleRequest, status: Int = 200) -> Reply {
        let title = Wording(language: visitor.language)("Log in – checkbridge", "登录 – checkbridge")
        return page(.login, .login, view, title: title, for: visitor, request, status: status)
    }

    private func problem(_ status: Int, _ text: String, _ visitor: Visitor, _ request: ConsoleRequest) -> Reply {
        let view = ProblemView(status, text, Wording(language: visitor.language))
        return page(
            .problem, .problem, view, title: "\(view.headline) – checkbridge", for: visitor, request, status: status)
    }
}
