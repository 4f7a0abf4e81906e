import Sinks
import Testing

@Suite struct SecretURLTests {
    @Test(arguments: [
        ("https://hooks.slack.com/services/T0/B0/key", "https://hooks.slack.com/***"),
        ("https://user:password@Host.Example:8443?key=1", "https://host.example:8443/***"),
        ("HTTP://[::1]:80/a/b#c", "http://[::1]:80/***"), ("https://a@b@c.example/x", "https://c.example/***"),
    ])
    func itShowsSchemeAndHostOnly(text: String, shown: String) throws {
        let url = try #require(SecretURL(text))
        #expect(url.description == shown)
        #expect("\(url) \(String(reflecting: url))" == "\(shown) \(shown)")
        #expect(url.text == text)
    }

    @Test(arguments: [
        "", "hooks.slack.com/x", "ftp://a/b", "https://", "https:///x", "https://a b/", "https://a/\nX: y",
        "https://:80/",
    ])
    func whatIsNoWebAddressIsRefused(text: String) {
        #expect(SecretURL(text) == nil)
    }
}
