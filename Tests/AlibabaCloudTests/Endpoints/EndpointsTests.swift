import AlibabaCloud
import Testing

@Suite struct EndpointsTests {
    @Test(arguments: [
        (
            "cn-hangzhou", "tds.cn-shanghai.aliyuncs.com", "cloudfw.cn-hangzhou.aliyuncs.com",
            "sts.cn-hangzhou.aliyuncs.com"
        ),
        ("cn-hongkong", "tds.cn-shanghai.aliyuncs.com", "cloudfw.aliyuncs.com", "sts.cn-hongkong.aliyuncs.com"),
        ("cn-hangzhou-finance", "tds.cn-shanghai.aliyuncs.com", "cloudfw.aliyuncs.com", "sts.aliyuncs.com"),
        (
            "ap-southeast-1", "tds.ap-southeast-1.aliyuncs.com", "cloudfw.ap-southeast-1.aliyuncs.com",
            "sts.ap-southeast-1.aliyuncs.com"
        ),
        (
            "ap-southeast-3", "tds.ap-southeast-1.aliyuncs.com", "cloudfw.ap-southeast-1.aliyuncs.com",
            "sts.ap-southeast-3.aliyuncs.com"
        ),
        ("eu-central-1", "tds.ap-southeast-1.aliyuncs.com", "cloudfw.aliyuncs.com", "sts.eu-central-1.aliyuncs.com"),
        ("mars-north-1", "tds.aliyuncs.com", "cloudfw.aliyuncs.com", "sts.mars-north-1.aliyuncs.com"),
        (
            " CN-Hangzhou\t", "tds.cn-shanghai.aliyuncs.com", "cloudfw.cn-hangzhou.aliyuncs.com",
            "sts.cn-hangzhou.aliyuncs.com"
        ),
    ])
    func hostsFollowTheRegion(region: String, securityCenter: String, cloudFirewall: String, sts: String) {
        let endpoints = Endpoints(region: region)
        #expect(endpoints[.securityCenter].url == "https://\(securityCenter)")
        #expect(endpoints[.cloudFirewall].url == "https://\(cloudFirewall)")
        #expect(endpoints[.sts].url == "https://\(sts)")
    }

    @Test func overrideWins() throws {
        let own = try #require(Endpoint(parsing: "tds.example.com"))
        let endpoints = Endpoints(region: "cn-hangzhou", overrides: [.securityCenter: own])
        #expect(endpoints[.securityCenter].url == "https://tds.example.com")
        #expect(endpoints[.cloudFirewall].authority == "cloudfw.cn-hangzhou.aliyuncs.com")
    }

    @Test(arguments: [
        ("tds.example.com\t", "https://tds.example.com"), (" https://TDS.example.com/ ", "https://tds.example.com"),
        ("127.0.0.1:18080", "https://127.0.0.1:18080"), ("http://127.0.0.1:18080", "http://127.0.0.1:18080"),
        ("https://tds.example.com:443", "https://tds.example.com"), ("http://[::1]:80", "http://[::1]"),
        ("http://tds.example.com:443", "http://tds.example.com:443"),
    ])
    func endpointIsReadAsLibcurlWillSendIt(text: String, url: String) {
        #expect(Endpoint(parsing: text)?.url == url)
    }

    @Test(arguments: [
        "", "  ", "ftp://x", "https://", "https://a/b", "https://a?b", "https://user@a", "a b", ":80", "a#b",
    ])
    func whatIsNoEndpointIsRefused(text: String) {
        #expect(Endpoint(parsing: text) == nil)
    }

    @Test(arguments: [
        ("cn-hangzhou", Product.securityCenter, Endpoints.Choice.region), ("mars-1", .securityCenter, .unknownRegion),
        ("mars-1", .cloudFirewall, .region), ("mars-1", .sts, .configured),
    ])
    func whyAnEndpointIsAskedIsKnown(region: String, product: Product, choice: Endpoints.Choice) throws {
        let named = try #require(Endpoint(parsing: "sts.example.com"))
        #expect(Endpoints(region: region, overrides: [.sts: named]).choice(of: product) == choice)
    }
}
