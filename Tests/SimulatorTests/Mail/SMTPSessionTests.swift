import Foundation
import Testing

@testable import Simulator

@Suite struct SMTPSessionTests {
    /// What is said to each line, codes only; content is `-`, a mail that was handed in `mail`.
    private func codes(_ lines: [String]) -> [String] {
        var session = SMTPSession()
        return lines.map { line in
            switch session.receive(Array("\(line)\r".utf8)) {
            case .wait: "-"
            case .say(let text): String(text.prefix(3))
            case .hangUp(let text): "\(text.prefix(3)) end"
            case .deliver: "mail"
            }
        }
    }

    private static let login = Data("\0checkbridge\0simulated-email".utf8).base64EncodedString()
    private static let signedIn = ["EHLO me", "AUTH PLAIN", login]

    @Test func aMailIsHandedInStepByStep() {
        let mail = ["MAIL FROM:<a@x> SIZE=10", "RCPT TO:<b@x>", "DATA", "Subject: x", "", "..", ".", "QUIT"]
        #expect(
            codes(Self.signedIn + mail) == [
                "250", "334", "235", "250", "250", "354", "-", "-", "-", "mail", "221 end",
            ])
    }

    @Test func dotsThatWerePutBeforeOthersAreTakenOut() {
        var session = SMTPSession()
        let lines =
            Self.signedIn + ["MAIL FROM:<a@x>", "RCPT TO:<b@x>", "RCPT TO:<c@x>", "DATA", "...", "..a", "b.", "."]
        let last = lines.map { session.receive(Array("\($0)\r".utf8)) }.last
        let mail = SubmittedMail(
            sender: "a@x", recipients: ["b@x", "c@x"], content: Array("..\r\n.a\r\nb.\r\n".utf8))
        #expect(last == .deliver(mail))
    }

    @Test(arguments: [
        (
            [
                "AUTH LOGIN", Data("checkbridge".utf8).base64EncodedString(),
                Data("simulated-email".utf8).base64EncodedString(),
            ],
            ["334", "334", "235"]
        ),
        (["AUTH PLAIN \(login)"], ["235"]), (["AUTH PLAIN", "!"], ["334", "535"]),
        (["AUTH LOGIN", "Y2hlY2ticmlkZ2U=", "d3Jvbmc="], ["334", "334", "535"]), (["AUTH CRAM-MD5"], ["504"]),
    ])
    func oneSignsInAsWhoOneIs(lines: [String], answers: [String]) {
        #expect(codes(["EHLO me"] + lines) == ["250"] + answers)
    }

    @Test(arguments: [
        (["MAIL FROM:<a@x>"], "503"), (["EHLO me", "MAIL FROM:<a@x>"], "530"), (["EHLO me", "STARTTLS"], "454"),
        (signedIn + ["RCPT TO:<a@x>"], "503"), (signedIn + ["DATA"], "554"), (signedIn + ["MAIL FROM:a@x"], "501"),
        (signedIn + ["MAIL FROM:<a@x", "x"], "502"), (signedIn + ["MAIL FROM:<a b@x>"], "501"),
        (signedIn + ["MAIL FROM:<a@x>", "MAIL FROM:<a@x>"], "503"),
        (signedIn + ["MAIL FROM:<a@x> SIZE=99999999"], "552"), (signedIn + ["MAIL FROM:<spoofed@x>"], "550"),
        (signedIn + ["MAIL FROM:<a@x>", "RCPT TO:<unknown@x>"], "550"),
        (signedIn + ["MAIL FROM:<a@x>", "RCPT TO:<full@x>"], "452"),
        (signedIn + ["MAIL FROM:<a@x>", "RCPT TO:<unknown@x>", "DATA"], "554"), (["VRFY a"], "502"),
    ])
    func whatIsOutOfTurnIsRefused(lines: [String], code: String) {
        #expect(codes(lines).last == code)
    }

    @Test(arguments: ["no carriage return", String(repeating: "x", count: 1001) + "\r"])
    func aLineThatIsNoneEndsIt(line: String) {
        var session = SMTPSession()
        guard case .hangUp(let text) = session.receive(Array(line.utf8)) else {
            _ = Issue.record("it goes on")
            return
        }
        #expect(text.hasPrefix("500"))
    }

    @Test func aMailHasABound() {
        var session = SMTPSession()
        for line in Self.signedIn + ["MAIL FROM:<a@x>", "RCPT TO:<b@x>", "DATA"] {
            _ = session.receive(Array("\(line)\r".utf8))
        }
        let line = Array((String(repeating: "x", count: 900) + "\r").utf8)
        let last = (0..<1200).lazy.map { _ in session.receive(line) }.first { $0 != .wait }
        #expect(last == .hangUp(saying: "552 5.3.4 Message size exceeds fixed limit"))
    }
}
