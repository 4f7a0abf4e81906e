import AlibabaCloud
import BridgeCore
import HTTPTransport
import Testing

@Suite struct ClockWatchTests {
    /// 2025-11-21T08:09:10Z
    private let now = Timestamp(seconds: 1_763_712_550)

    private func watch(date: String?, status: Int = 200) -> ClockWatch {
        let headers = date.map { [HTTPHeader(name: "Date", value: $0)] } ?? []
        return ClockWatch(
            ScriptedVendor(script: [.json("{}", status: status, headers: headers)]), now: { [now] in now })
    }

    private let request = HTTPRequest(
        method: .get, url: "https://sts.aliyuncs.com/",
        headers: [HTTPHeader(name: "x-acs-action", value: "GetCallerIdentity")])

    @Test(arguments: [
        ("Fri, 21 Nov 2025 08:09:10 GMT", 0), ("Fri, 21 Nov 2025 08:29:10 GMT", -1200),
        ("Fri, 21 Nov 2025 07:09:10 GMT", 3600),
    ])
    func itIsHowFarThisClockIsAheadAlsoByAnErrorAnswer(date: String, seconds: Int) async throws {
        let watch = watch(date: date, status: 400)
        #expect(try await watch.execute(request).status == 400)
        #expect(watch.skew == .seconds(seconds))
    }

    @Test(arguments: [nil, "yesterday"])
    func withoutADateNothingIsKnown(date: String?) async throws {
        let watch = watch(date: date)
        _ = try await watch.execute(request)
        #expect(watch.skew == nil)
    }

    @Test func whoIsAskedForCredentialsIsNotTheVendor() async throws {
        let watch = watch(date: "Fri, 21 Nov 2025 07:09:10 GMT")
        _ = try await watch.execute(HTTPRequest(method: .get, url: "http://100.100.100.200/"))
        #expect(watch.skew == nil)
    }
}
