import BridgeCore
import Testing

@Suite struct SecretTests {
    private struct Missing: Error, CustomStringConvertible {
        var description: String { "no such file" }
    }

    private func reader(_ text: String) -> SecretReader {
        { _, limit in Array(text.utf8.prefix(limit)) }
    }

    @Test func printsAsRedactedHoweverItIsPrinted() {
        let canary = "cAnArYcAnArY"
        let secret = Secret.literal(canary)
        var dumped = ""
        dump([secret], to: &dumped)
        let all =
            "\(secret) \(String(reflecting: secret)) \([secret]) \(String(describing: Optional(secret))) \(dumped)"
        #expect(!all.contains(canary))
        #expect("\(secret)" == "<redacted>")
    }

    @Test(arguments: [Secret.literal(" one\n"), .file("/s")]) func blanksAroundItAreDropped(secret: Secret) throws {
        #expect(try secret.read(reader("\tone\r\n")) == "one")
    }

    @Test func aFileMayHoldSeveralLineByLine() throws {
        #expect(try Secret.file("/s").readLines(reader("one\r\n\n two\n")) == ["one", "two"])
    }

    @Test(arguments: [Secret.literal(" "), .file("/s")]) func anEmptyOneIsNone(secret: Secret) {
        #expect(throws: SecretError.empty(secret)) { try secret.read(reader("\n")) }
    }

    @Test func noMoreIsReadThanASecretMayHold() throws {
        let endless: SecretReader = { _, limit in [UInt8](repeating: 0x61, count: limit) }
        #expect(throws: SecretError.tooLarge(path: "/dev/zero")) { try Secret.file("/dev/zero").read(endless) }
        let largest = String(repeating: "a", count: Secret.maximumBytes)
        #expect(try Secret.file("/s").read(reader(largest)) == largest)
    }

    @Test func aFileThatCannotBeReadIsNamed() {
        #expect(throws: SecretError.unreadable(path: "/s", why: "no such file")) {
            try Secret.file("/s").read { _, _ in throw Missing() }
        }
    }
}
