package import BridgeCore
package import HTTPTransport
import Synchronization

/// Notes, beside what it passes on, how far this machine's clock is from that of the vendor's APIs.
package final class ClockWatch: HTTPClient {
    private let http: any HTTPClient
    private let now: @Sendable () -> Timestamp
    private let latest = Mutex<Duration?>(nil)

    package init(_ http: any HTTPClient, now: @escaping @Sendable () -> Timestamp) {
        self.http = http
        self.now = now
    }

    /// How far this machine's clock is ahead, by the latest answer that had a date, exact to about a second; `nil` if
    /// none had.
    package var skew: Duration? { latest.withLock { $0 } }

    package func execute(_ request: HTTPRequest) async throws(HTTPTransportError) -> HTTPResponse {
        let response = try await http.execute(request)
        if request.isCall { note(response) }
        return response
    }

    package func execute(_ requests: [HTTPRequest], each: @Sendable ([HTTPCompletion]) async -> Void) async {
        await http.execute(requests, each: each)
    }

    private func note(_ response: HTTPResponse) {
        guard let theirs = response.value(of: "date").flatMap(HTTPDate.timestamp) else { return }
        let skew = now() - theirs
        latest.withLock { $0 = skew }
    }
}

extension HTTPRequest {
    /// Else it asks something on the way to credentials, such as this machine's own metadata.
    fileprivate var isCall: Bool { headers.contains { $0.name.lowercased() == "x-acs-action" } }
}
