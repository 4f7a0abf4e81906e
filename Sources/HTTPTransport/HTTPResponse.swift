/// One complete answer. Its body may hold credentials: it prints as status and sizes only.
package struct HTTPResponse: Sendable {
    package var status: Int
    private let head: Head
    /// Decompressed; at most `HTTPOptions.maxBodyBytes`.
    package var body: [UInt8]
    /// From the start of the transfer to the last byte.
    package var duration: Duration

    package init(status: Int, headers: [HTTPHeader] = [], body: [UInt8] = [], duration: Duration = .zero) {
        self.status = status
        head = .fields(headers)
        self.body = body
        self.duration = duration
    }

    /// - Parameter block: the header lines as they came.
    init(status: Int, block: [UInt8], body: [UInt8], duration: Duration) {
        self.status = status
        head = .block(block)
        self.body = body
        self.duration = duration
    }

    private enum Head {
        case fields([HTTPHeader])
        /// Taken apart when somebody asks: of most answers only the status counts.
        case block([UInt8])
    }

    /// The last header block only (not that of a `100 Continue` or of a proxy), in the order received; at most 64 KiB.
    package var headers: [HTTPHeader] {
        switch head {
        case .fields(let fields): fields
        case .block(let block): HeaderBlock.parse(block)
        }
    }

    /// The value of the first header so named, in any case.
    package func value(of name: String) -> String? {
        headers.first { $0.isNamed(name) }?.value
    }
}

extension HTTPResponse: CustomStringConvertible, CustomReflectable {
    package var description: String { "HTTPResponse(status: \(status), \(headers.count) headers, \(body.count) bytes)" }
    package var customMirror: Mirror { Mirror(self, children: ["status": status]) }
}
