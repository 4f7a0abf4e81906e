import BridgeCore
import Foundation
import Testing

@testable import checkbridge

@Suite struct SecretFileTests {
    @Test func fileIsReadAnewEachTime() throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "secret-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: file) }
        let secret = Secret.file(file.path)
        #expect(throws: SecretError.self) { try secret.read(SecretFile.read) }
        try Data("one\n".utf8).write(to: file)
        #expect(try secret.read(SecretFile.read) == "one")
        try Data(" two\r\nthree\n".utf8).write(to: file)
        #expect(try secret.read(SecretFile.read) == "two\r\nthree")
        try Data("\n".utf8).write(to: file)
        #expect(throws: SecretError.empty(secret)) { try secret.read(SecretFile.read) }
    }

    @Test func aFileWithoutEndIsRefused() {
        #expect(throws: SecretError.tooLarge(path: "/dev/zero")) {
            try Secret.file("/dev/zero").read(SecretFile.read)
        }
    }

    @Test(arguments: ["/nowhere/secret", "/"]) func whatIsNoFileCannotBeRead(path: String) {
        #expect(throws: (any Error).self) { try SecretFile.read(path, 10) }
    }
}
