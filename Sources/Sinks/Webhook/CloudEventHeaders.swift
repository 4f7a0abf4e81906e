import BridgeCore
import HTTPTransport

/// An event in the binary mode of CloudEvents over HTTP: its attributes as headers, its data as the body
/// (<https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/http-protocol-binding.md>).
struct CloudEventHeaders {
    private(set) var headers: [HTTPHeader] = []
    /// The bytes of `data`, as they stand in the event.
    private(set) var body: [UInt8] = []

    init(_ json: [UInt8]) throws(JSONError) {
        var scanner = JSONScanner(json)
        var dataRange: Range<Int>?
        var attributes: [HTTPHeader] = []
        try scanner.object { (name, scanner) throws(JSONError) in
            if name == "data" {
                dataRange = try scanner.skip()
            } else if let value = try scanner.value().text {
                attributes.append(HTTPHeader(name: Self.header(name), value: Self.encode(value)))
            }
        }
        headers = attributes
        body = dataRange.map { Array(json[$0]) } ?? []
    }

    /// The one attribute that has a header of its own.
    private static func header(_ attribute: String) -> String {
        attribute == "datacontenttype" ? "Content-Type" : "ce-" + attribute
    }

    /// Space, quote, percent sign and all that is not printable ASCII are percent-encoded, and thereby line ends too.
    static func encode(_ value: String) -> String {
        PercentEncoding.encode(value) {
            (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "%")
        }
    }
}
