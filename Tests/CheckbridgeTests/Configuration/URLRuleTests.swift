import Testing

@testable import checkbridge

@Suite struct URLRuleTests {
    @Test(arguments: [
        "https://a.example/x?y=z", "https://a:8443", "http://localhost/x", "http://127.0.0.1:80", "http://127.9.9.9",
        "http://[::1]:80/", "HTTPS://A.example",
    ]) func fineWithoutPermission(url: String) {
        #expect(URLRule(allowsHTTP: false).objection(to: url) == nil)
    }

    @Test(arguments: [
        "", "a.example", "https://", "https:///x", "ftp://a", "http://a.example", "http://127.0.0.1.example",
        "http://localhost.example", "https://a b", "https://a/#b", "https://a\n", "//a", "https://a:99999",
        "http://0.0.0.0",
        "http://128.0.0.1", "http://127.1", "http://127.0.0.256",
    ]) func notFine(url: String) {
        #expect(URLRule(allowsHTTP: false).objection(to: url) != nil)
    }

    @Test func permissionOpensPlainHTTP() {
        #expect(URLRule(allowsHTTP: true).objection(to: "http://a.example") == nil)
    }
}
