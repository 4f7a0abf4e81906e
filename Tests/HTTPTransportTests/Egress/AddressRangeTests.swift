import Testing

@testable import HTTPTransport

@Suite struct AddressRangeTests {
    private func fault(_ text: String) -> AddressRange.Fault? {
        do throws(AddressRange.Fault) {
            _ = try AddressRange(text)
            return nil
        } catch {
            return error
        }
    }

    @Test(arguments: ["10.0.0.0/8", "0.0.0.0/0", "192.0.2.7", "::/0", "fc00::/7", "2001:db8::1"])
    func itIsReadAndWrittenAsUsual(text: String) throws {
        #expect(try AddressRange(text).description == text)
    }

    @Test func anAddressAloneIsARangeOfOne() throws {
        #expect(try AddressRange("192.0.2.7").length == 32)
        #expect(try AddressRange("::1").length == 128)
    }

    @Test(arguments: [
        "", "/", "10.0.0.0/", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/+8", "10.0.0.0/08", "10.0.0.0/8/8", "010.0.0.0/8",
        "10.0.0/8", "::/129", "fe80::%eth0/10", "[::1]/128", "siem.example", "10.0.0.0 /8", "10.0.0.0/255.0.0.0",
    ])
    func whatIsNotWrittenSoIsRefused(text: String) {
        #expect(fault(text) == .malformed)
    }

    @Test(arguments: [("10.1.2.3/8", "10.0.0.0/8"), ("192.168.1.1/31", "192.168.1.0/31"), ("fd00::1/8", "fd00::/8")])
    func bitsBehindThePrefixAreRefusedWithWhatWasMeant(text: String, meant: String) throws {
        let meant = try AddressRange(meant)
        #expect(fault(text) == .hostBits(meant))
    }

    @Test(arguments: ["::ffff:10.0.0.0/104", "64:ff9b::/96", "2002:a00::/24", "::ffff:10.0.0.1"])
    func rangesOfEmbeddedAddressesAreRefused(text: String) {
        #expect(fault(text) == .embedded)
    }

    @Test(arguments: [
        ("10.0.0.0/8", "10.255.255.255", true), ("10.0.0.0/8", "11.0.0.0", false), ("0.0.0.0/0", "1.2.3.4", true),
        ("0.0.0.0/0", "2001:db8::1", false), ("192.0.2.7", "192.0.2.7", true), ("192.0.2.7", "192.0.2.6", false),
        ("fc00::/7", "fdff::1", true), ("fc00::/7", "fe00::1", false), ("::/0", "10.0.0.1", false),
    ])
    func itHasTheAddressesThatBeginLikeIt(range: String, address: String, isIn: Bool) throws {
        let address = try #require(IPAddress(address))
        #expect(try AddressRange(range).contains(address) == isIn)
    }
}
