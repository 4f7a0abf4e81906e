import Testing

@testable import HTTPTransport

@Suite struct IPAddressTests {
    @Test(arguments: ["0.0.0.0", "169.254.169.254", "255.255.255.255", "::", "::1", "fe80::1", "fd00:ec2::254"])
    func itIsReadAndWrittenAsUsual(text: String) {
        #expect(IPAddress(text)?.description == text)
    }

    @Test(arguments: [
        "", "1.2.3", "1.2.3.04", "0x7f.0.0.1", "2852039166", "[::1]", "fe80::1%eth0", "1.2.3.4 ", "a.example",
    ])
    func anyOtherSpellingIsNone(text: String) {
        #expect(IPAddress(text) == nil)
    }

    @Test(arguments: [
        ("::ffff:169.254.169.254", "169.254.169.254"), ("::ffff:0:10.1.2.3", "10.1.2.3"), ("::10.1.2.3", "10.1.2.3"),
        ("64:ff9b::a9fe:a9fe", "169.254.169.254"), ("64:ff9b:1::6464:64c8", "100.100.100.200"),
        ("2002:a9fe:a9fe::1", "169.254.169.254"),
    ])
    func whatStandsForAnIPv4AddressIsKnown(text: String, embedded: String) {
        #expect(IPAddress(text)?.embedded == IPAddress(embedded))
    }

    @Test(arguments: ["::", "::1", "fe80::a9fe:a9fe", "2001:db8::1", "fd00::1", "10.0.0.1"])
    func whatStandsForItselfIsNotTakenForAnother(text: String) throws {
        #expect(try #require(IPAddress(text)).embedded == nil)
    }

    @Test(arguments: [
        "http://169.254.169.254/", "http://2852039166/", "http://0251.0376.0251.0376/", "http://0xA9FEA9FE:80/x",
        "http://169.254.43518/?q", "http://[::ffff:169.254.169.254]/", "http://%31%36%39.254.169.254/",
        "http://user:password@169.254.169.254", "http://[::ffff:a9fe:a9fe]:8080/",
    ])
    func itIsFoundInAURLHoweverItIsSpelt(url: String) throws {
        let address = try #require(IPAddress(writtenIn: url))
        #expect((address.embedded ?? address).description == "169.254.169.254")
    }

    @Test(arguments: [
        "http://localhost/", "https://1password.example/", "http://169.254.169.254.example/169.254.169.254",
    ])
    func aNameIsNoAddress(url: String) {
        #expect(IPAddress(writtenIn: url) == nil)
    }

    @Test func aZoneIsLeftOut() {
        #expect(IPAddress(writtenIn: "http://[fe80::1%25eth0]/") == IPAddress("fe80::1"))
    }
}
