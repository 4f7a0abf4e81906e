import HTTPTransport
import Testing

@Suite struct HTTPRequestTests {
    private static let request = HTTPRequest(
        method: .post,
        url: "https://us3r:passw0rd@host.example:8443/s3cret?t0ken#fr4gment",
        headers: [HTTPHeader(name: "Authorization", value: "h3ader")],
        body: Array("b0dy".utf8),
        options: HTTPOptions(proxy: "http://pr0xy:passw0rd@proxy.example")
    )

    @Test func printsMethodSchemeAndHostOnly() {
        #expect("\(Self.request)" == "POST https://host.example:8443/***")
    }

    @Test func noWayOfPrintingShowsASecret() {
        var dumped = ""
        dump(Self.request, to: &dumped)
        dump(Self.request.headers, to: &dumped)
        dump(Self.request.options, to: &dumped)
        let text = "\(Self.request.headers) \(Self.request.options) \(String(reflecting: Self.request)) \(dumped)"
        for secret in ["us3r", "passw0rd", "s3cret", "t0ken", "fr4gment", "h3ader", "b0dy", "pr0xy"] {
            #expect(!text.contains(secret), "\(text)")
        }
    }

    @Test(arguments: ["not a URL with s3cret", "//s3cret", "s3cret"])
    func whatIsNoURLPrintsAsNothing(url: String) {
        #expect("\(HTTPRequest(method: .get, url: url))" == "GET ***")
    }

    @Test(arguments: ["http://a@s3cret@host/", "https://s3cret@host?q", "http://s3cret@host#f"])
    func theHostBeginsAfterTheLastAt(url: String) {
        #expect(!"\(HTTPRequest(method: .get, url: url))".contains("s3cret"))
    }
}
