import HTTPTransport
import Testing

@Suite struct HTTPResponseTests {
    private static let response = HTTPResponse(
        status: 200,
        headers: [HTTPHeader(name: "Retry-After", value: "5"), HTTPHeader(name: "retry-after", value: "6")],
        body: Array("s3cret".utf8)
    )

    @Test(arguments: ["Retry-After", "retry-after", "RETRY-AFTER"])
    func findsAHeaderInAnyCaseAndTheFirstOfTwo(name: String) {
        #expect(Self.response.value(of: name) == "5")
    }

    @Test func aHeaderThatIsNotThereIsNil() {
        #expect(Self.response.value(of: "Retry") == nil)
    }

    @Test func printsSizesNotContents() {
        #expect("\(Self.response)" == "HTTPResponse(status: 200, 2 headers, 6 bytes)")
    }
}
