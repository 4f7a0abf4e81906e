import BridgeCore
import Console
import Testing

@Suite struct GatekeeperTests {
    private static let token = "0123456789abcdef"

    private enum Place: String, CaseIterable { case loopback, guardedLoopback, outside, outsideWithOpenMetrics }

    private func gatekeeper(_ place: Place) -> Gatekeeper {
        let token = Secret.literal(Self.token)
        let settings =
            switch place {
            case .loopback: ConsoleSettings(host: "127.0.0.1", port: 1)
            case .guardedLoopback: ConsoleSettings(host: "localhost", port: 1, token: token)
            case .outside: ConsoleSettings(host: "0.0.0.0", port: 1, token: token)
            case .outsideWithOpenMetrics: ConsoleSettings(host: "::", port: 1, token: token, opensMetrics: true)
            }
        return Gatekeeper(settings, file: { _, _ in [] }, now: { Timestamp(seconds: 1000) })
    }

    private func status(_ place: Place, _ access: Access, token: String? = nil) -> Int {
        let headers = token.map { ["authorization": "Bearer \($0)"] } ?? [:]
        let request = ConsoleRequest(.get, "/", host: "localhost", headers: headers)
        return gatekeeper(place).objection(to: request, access: access)?.status ?? 200
    }

    @Test func whoIsLetInWithoutAToken() {
        let all: [Access] = [.open, .metrics, .read, .operate, .command]
        #expect(all.map { status(.loopback, $0) } == [200, 200, 200, 200, 403])
        #expect(all.map { status(.guardedLoopback, $0) } == [200, 200, 200, 401, 401])
        #expect(all.map { status(.outside, $0) } == [200, 401, 401, 401, 401])
        #expect(all.map { status(.outsideWithOpenMetrics, $0) } == [200, 200, 401, 401, 401])
    }

    @Test func theTokenOpensEverything() {
        for access: Access in [.open, .metrics, .read, .operate, .command] {
            #expect(status(.outside, access, token: Self.token) == 200)
        }
    }

    @Test(arguments: ["", "0123456789abcde", "0123456789abcdef0", "0123456789abcdeF", "Bearer"])
    func anythingElseDoesNot(token: String) {
        #expect(status(.outside, .read, token: token) == 401)
    }

    @Test(arguments: ["Basic 0123456789abcdef", "0123456789abcdef", "bearer", ""])
    func itMustBeABearerToken(header: String) {
        let request = ConsoleRequest(.get, "/", headers: ["authorization": header])
        #expect(gatekeeper(.outside).objection(to: request, access: .read)?.status == 401)
    }

    @Test func aTokenThatCannotBeReadIsNobodysToken() {
        struct Gone: Error {}
        let settings = ConsoleSettings(host: "0.0.0.0", port: 1, token: .file("/gone"))
        let gatekeeper = Gatekeeper(settings, file: { _, _ in throw Gone() }, now: { Timestamp(seconds: 1000) })
        let request = ConsoleRequest(.get, "/", headers: ["authorization": "Bearer "])
        #expect(gatekeeper.objection(to: request, access: .read)?.status == 503)
    }

    @Test func aTokenInAFileMayChange() {
        let settings = ConsoleSettings(host: "0.0.0.0", port: 1, token: .file("/token"))
        for token in ["the-first-one", "the-second-one"] {
            let gatekeeper = Gatekeeper(
                settings, file: { _, _ in Array("\(token)\n".utf8) }, now: { Timestamp(seconds: 1000) })
            let request = ConsoleRequest(.get, "/", headers: ["authorization": "Bearer \(token)"])
            #expect(gatekeeper.objection(to: request, access: .read) == nil)
        }
    }

    @Test(
        arguments: [
            ("localhost", true), ("LOCALHOST:9652", true), ("127.0.0.1:80", true), ("127.9.9.9", true),
            ("[::1]:9652", true),
            ("evil.example", false), ("localhost.evil.example", false), ("127.0.0.1.evil.example", false),
            ("[::2]", false), ("10.0.0.1", false), ("", false), (nil, false),
        ] as [(String?, Bool)])
    func onlyThisMachinesOwnNamesLeadToLoopback(host: String?, isFine: Bool) {
        let request = ConsoleRequest(.get, "/", host: host)
        #expect((gatekeeper(.loopback).objection(to: request, access: .open)?.status ?? 200) == (isFine ? 200 : 421))
        #expect(gatekeeper(.outside).objection(to: request, access: .open) == nil)
    }

    @Test(arguments: [
        (["origin": "http://evil.example"], 403), (["origin": "null"], 403), (["sec-fetch-site": "cross-site"], 403),
        (["sec-fetch-site": "same-site"], 403), (["origin": "http://localhost", "sec-fetch-site": "same-origin"], 200),
        ([:], 200),
    ])
    func anotherSitesPageChangesNothing(headers: [String: String], status: Int) {
        for method: ConsoleRequest.Method in [.post, .put] {
            let request = ConsoleRequest(method, "/", host: "localhost", headers: headers)
            #expect((gatekeeper(.loopback).objection(to: request, access: .operate)?.status ?? 200) == status)
        }
    }
}
