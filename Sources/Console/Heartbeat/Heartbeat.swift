package import Bridge
package import BridgeCore
package import CoreMetrics
package import HTTPTransport
package import Logging
import ServiceLifecycle

/// Tells a watchdog elsewhere that the service does its work, as long as it does: whoever misses it raises the alarm,
/// which no service can do for itself.
package struct Heartbeat: Service {
    private let settings: Settings
    private let liveness: Liveness
    private let http: any HTTPClient
    private let file: SecretReader
    private let time: any TimeSource
    private let log: Logger
    private let sent: Counter
    private let failed: Counter
    private let withheld: Counter

    package struct Settings: Sendable {
        package var url: Secret
        package var every: Duration
        /// Which addresses may be connected to.
        package var egress: EgressPolicy

        package init(url: Secret, every: Duration, egress: EgressPolicy = EgressPolicy()) {
            self.url = url
            self.every = every
            self.egress = egress
        }
    }

    package init(
        _ settings: Settings, of liveness: Liveness, http: any HTTPClient, file: @escaping SecretReader,
        time: any TimeSource, metrics factory: any MetricsFactory, log: Logger
    ) {
        self.settings = settings
        self.liveness = liveness
        self.http = http
        self.file = file
        self.time = time
        self.log = log
        sent = MetricFamily.heartbeats.counter(["outcome": "sent"], in: factory)
        failed = MetricFamily.heartbeats.counter(["outcome": "failed"], in: factory)
        withheld = MetricFamily.heartbeats.counter(["outcome": "withheld"], in: factory)
    }

    /// Works until it is told to shut down or the task is cancelled.
    package func run() async {
        await untilGracefulShutdown { await beat() }
    }

    private func beat() async {
        var failures = 0
        while !Task.isCancelled {
            let start = time.uptime()
            note(await attempt(), after: &failures)
            guard (try? await time.sleep(for: settings.every - (time.uptime() - start))) != nil else { return }
        }
    }

    private enum Outcome {
        case sent
        /// The loops do not turn, and nobody is to be told that they did.
        case withheld([String])
        case failed(String)
        case cancelled
    }

    private func attempt() async -> Outcome {
        let stuck = await liveness.stuck()
        guard stuck.isEmpty else { return .withheld(stuck) }
        do {
            let url = try settings.url.read(file)
            let status = try await http.execute(HTTPRequest(method: .get, url: url, options: options)).status
            return (200..<300).contains(status) ? .sent : .failed("HTTP status \(status)")
        } catch HTTPTransportError.cancelled, HTTPTransportError.shutDown {
            return .cancelled
        } catch {
            return .failed("\(error)")
        }
    }

    private var options: HTTPOptions {
        HTTPOptions(
            timeout: .seconds(10), maxBodyBytes: 64 << 10, maxConnections: 1, egress: settings.egress)
    }

    /// The first failure is told, and when it works again how many there were.
    private func note(_ outcome: Outcome, after failures: inout Int) {
        switch outcome {
        case .cancelled: return
        case .sent:
            sent.increment()
            if failures > 0 { log.notice("the heartbeat is taken again", metadata: ["failures": "\(failures)"]) }
            failures = 0
            return
        case .withheld(let stuck):
            withheld.increment()
            if failures == 0 {
                log.error("no heartbeat is sent", metadata: ["why": "\(stuck.joined(separator: "; "))"])
            }
        case .failed(let reason):
            failed.increment()
            if failures == 0 { log.warning("the heartbeat is not taken", metadata: ["why": "\(reason)"]) }
        }
        failures += 1
    }
}
