import Foundation
import Synchronization
import TestSupport

/// A secret that can be recognised wherever it comes out.
struct Canary: Sendable {
    let name: String
    let text: String

    /// How it may be spelt: as it is, in base64 of either alphabet wherever it lies in what is encoded, the same in base64
    /// once more (as Basic credentials are in an echo), percent-encoded, and as JSON writes it. Made without the program's
    /// own functions, so that they have no mistake in common.
    var spellings: [String: String] {
        var all = ["plain": text]
        for alignment in 0..<3 {
            let base64 = Self.base64(text, after: alignment)
            all["base64, \(alignment) before"] = base64
            all["base64url, \(alignment) before"] = base64.replacing("+", with: "-").replacing("/", with: "_")
            for outer in 0..<3 {
                all["base64 twice, \(alignment) and \(outer) before"] = Self.base64(base64, after: outer)
            }
        }
        for (name, allowed) in [
            ("all", CharacterSet.alphanumerics), ("path", .urlPathAllowed), ("query", .urlQueryAllowed),
        ] {
            let encoded = text.addingPercentEncoding(withAllowedCharacters: allowed) ?? text
            all["percent-encoded, \(name)"] = encoded
            all["percent-encoded, \(name), lower case"] = encoded.replacing(/%../) { $0.output.lowercased() }
        }
        all["JSON"] = text.replacing("/", with: "\\/")
        all["JSON \\u"] = text.replacing("/", with: "\\u002f")
        return all.filter { $0.key == "plain" || $0.value != text }
    }

    /// The spellings in which it is there.
    func found(in output: String) -> [String] {
        spellings.filter { output.contains($0.value) }.map(\.key).sorted()
    }

    private static func base64(_ text: String, after count: Int) -> String {
        let encoded = Data([UInt8](repeating: 0x20, count: count) + Array(text.utf8)).base64EncodedString()
        let firstOwn = [0, 2, 3][count]
        let whole = (count + text.utf8.count) * 4 / 3
        return String(encoded.prefix(whole).dropFirst(firstOwn))
    }
}

/// The canaries of one world, by name.
final class Aviary: Sendable {
    private let birds = Mutex<[String: Canary]>([:])

    var all: [Canary] { birds.withLock { $0.values.sorted { $0.name < $1.name } } }

    /// The canary of that name, `shape` with something unmistakable for `*`.
    func callAsFunction(_ name: String, _ shape: String = "*") -> String {
        birds.withLock { birds in
            let mark = "cnry\(birds.count)x" + String(UInt64.random(in: .min ... .max), radix: 36)
            let canary = birds[name] ?? Canary(name: name, text: shape.replacing("*", with: mark))
            birds[name] = canary
            return canary.text
        }
    }

    /// Where which of them are, in which spelling.
    func leaks(in outputs: [(name: String, text: String)]) -> [String] {
        outputs.flatMap { output in
            all.flatMap { canary in canary.found(in: output.text).map { "\(output.name): \(canary.name), \($0)" } }
        }
    }
}

/// A receiver, proxy and vendor in one that takes nothing and says in its refusal everything that it was told, each time
/// spelt otherwise.
final class EchoServer: Sendable {
    let server: ScriptedServer
    private let asked: Requests

    init() throws {
        let asked = Requests()
        self.asked = asked
        server = try ScriptedServer { request in
            guard case let count = asked.add(request), !request.target.hasPrefix("/ping") else { return [.close] }
            return [EchoServer.answer(request, spelling: count % 4)]
        }
    }

    var port: UInt16 { server.port }
    /// Everything that it was told.
    var told: String { server.requests.map { String(decoding: $0.bytes, as: UTF8.self) }.joined() }

    private final class Requests: Sendable {
        private let count = Mutex<[Substring: Int]>([:])

        /// How many there were to the same path before.
        func add(_ request: ScriptedServer.Request) -> Int {
            count.withLock { count in
                count[request.target.prefix(12), default: -1] += 1
                return count[request.target.prefix(12)] ?? 0
            }
        }
    }

    private static func answer(_ request: ScriptedServer.Request, spelling: Int) -> ScriptedServer.Step {
        // What a receiver has that is worth echoing; the rest would only crowd it out of what is shown.
        let dull = ["Host:", "Accept", "User-Agent", "Content-", "x-acs-version", "x-acs-action", "POST", "GET"]
        let lines = request.head.split(separator: "\r\n").filter { line in !dull.contains { line.hasPrefix($0) } }
        let said = spelt(([String(request.target)] + lines.map(String.init)).joined(separator: " "), spelling)
        let body = Array(said.utf8)
        switch request.target.prefix(6) {
        case "/servi": return .answer(404, body: body)
        case "/robot": return .answer(200, body: Array(#"{"errcode":310000,"errmsg":\#(json(said))}"#.utf8))
        case "/dead/": return .answer(400, body: body)
        case "/busy/": return .answer(503, body: body)
        case "http:/": return .answer(407, headers: ["Proxy-Authenticate: Basic realm=\"p\""], body: body)
        default:
            let text =
                #"{"Code":"Echo","Message":\#(json(said)),"RequestId":\#(json(said)),"Recommend":\#(json(said))}"#
            return .answer(403, headers: ["Content-Type: application/json"], body: Array(text.utf8))
        }
    }

    private static func spelt(_ text: String, _ spelling: Int) -> String {
        switch spelling {
        case 0: text
        case 1: Data(text.utf8).base64EncodedString()
        case 2: text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
        default: Data(text.utf8).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_")
        }
    }

    private static func json(_ text: String) -> String {
        "\"\(text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("/", with: "\\/"))\""
    }
}

extension EchoServer {
    /// The same over SMTP: it takes no login, and says in its refusal what it was told, each time spelt otherwise.
    static func mailServer() throws -> ScriptedMailServer {
        let count = Mutex(0)
        return try ScriptedMailServer { line in
            guard line.hasPrefix(ScriptedMailServer.login) else { return nil }
            let told = String(line.dropFirst(ScriptedMailServer.login.count + 1))
            let plain = Data(base64Encoded: told).map { String(decoding: $0, as: UTF8.self).replacing("\0", with: " ") }
            let spelling = count.withLock { count in
                count += 1
                return count % 4
            }
            return .say("535 5.7.8 not with \(told) nor \(spelt(plain ?? "", spelling))")
        }
    }
}
