import Bridge
import BridgeCore
import Logging

/// What the pages' forms ask for.
struct PageActions: Sendable {
    let bridge: WatchedBridge
    let dress: PageDress
    let random: @Sendable () -> UInt64
    let log: Logger

    var endpoints: [Endpoint] {
        [
            Endpoint(.get, "/login", .open) { loginForm($0) }, Endpoint(.post, "/login", .open) { login($0) },
            Endpoint(.post, "/logout", .open) { logout($0) },
            // Who may, is decided here: the token may stand in the form.
            Endpoint(.post, "/replay", .open) { await replay($0) },
        ]
    }

    private func mayRead(_ request: ConsoleRequest) -> Bool {
        dress.gatekeeper.objection(to: request, access: .read) == nil
    }

    private func loginForm(_ request: ConsoleRequest) -> Reply {
        let visitor = dress.visitor(request, mayRead: mayRead(request))
        let next = request.query.last { $0.name == "next" }?.value
        guard visitor.hasToken, !visitor.isLoggedIn else { return .seeOther(LoginView.own(next)) }
        return dress.login(LoginView(next: next), visitor, request)
    }

    private func login(_ request: ConsoleRequest) -> Reply {
        let next = request.field("next")
        guard let session = dress.gatekeeper.session(for: request.field("token") ?? "", random: random()) else {
            log.notice("somebody could not log in: that is not the token")
            let visitor = dress.visitor(request, mayRead: mayRead(request))
            return dress.login(LoginView(next: next, wasWrong: true), visitor, request, status: 401)
        }
        var reply = Reply.seeOther(LoginView.own(next))
        let seconds = Session.lifetime.milliseconds / 1000
        reply.more.append(("set-cookie", PageDress.cookie(Session.cookie, session, seconds: seconds, request)))
        return reply
    }

    private func logout(_ request: ConsoleRequest) -> Reply {
        var reply = Reply.seeOther("/")
        reply.more.append(("set-cookie", PageDress.cookie(Session.cookie, "", seconds: 0, request)))
        return reply
    }

    private func replay(_ request: ConsoleRequest) async -> Reply {
        if let objection = dress.gatekeeper.objection(to: request, access: .command),
            !dress.gatekeeper.knows(request.field("token") ?? "")
        {
            return objection.status == 401 ? .problem(401, "that is not the token: nothing is sent again") : objection
        }
        guard let sink = request.field("sink") else { return .problem(400, "say which dead letters") }
        let events = request.form.filter { $0.name == "event" && !$0.value.isEmpty }.map(\.value)
        switch await bridge.controller.answer(
            .deadLetters(.replay, DeadLetterSelection(events: events, sink: sink)))
        {
        case .refused(let reason): return .problem(409, reason)
        case .done(let answer):
            let count = (try? JSONValue(parsing: answer))?["replayed"]?.integer ?? 0
            log.notice("dead letters are sent again", metadata: ["sink": "\(sink)", "count": "\(count)"])
            return .seeOther("/?replayed=\(count)")
        }
    }
}
