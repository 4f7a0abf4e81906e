import Foundation
import HTTPTransport
import Testing

@Suite struct TrustStoreTests {
    @Test func authoritiesAreNoProblem() {
        #expect(TrustStore(path: "/a.pem").problem { _ in .authorities } == nil)
    }

    @Test func whatIsMissingIsToldWithItsPlace() {
        #expect(TrustStore(path: nil).problem { _ in .authorities }?.contains("usual places") == true)
        #expect(TrustStore(path: "/a.pem").problem { _ in .nothing } == "no certificate authority is in /a.pem")
        #expect(
            TrustStore(path: "/a.pem").problem { _ in .unreadable(why: "gone") }
                == "the certificate authorities in /a.pem cannot be read: gone")
    }

    @Test(arguments: [
        ("", true), ("not a certificate\n", true), ("# a\n-----BEGIN CERTIFICATE-----\nMIIB\n", false),
        ("-----BEGIN TRUSTED CERTIFICATE-----\n", false),
    ])
    func aFileWithoutACertificateIsNone(text: String, isProblem: Bool) throws {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID()).pem")
        try Data(text.utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        #expect((TrustStore(path: file.path).problem() != nil) == isProblem)
    }

    @Test func aFileThatIsNotThereIsAProblemAndAFolderIsNone() {
        #expect(TrustStore(path: "/none/ca.pem").problem()?.contains("No such file") == true)
        #expect(TrustStore(path: "/etc").problem() == nil)
    }
}
