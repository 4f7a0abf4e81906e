import ArgumentParser
import Bridge
import Foundation
import HTTPTransport

/// `checkbridge doctor`
struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Tries out everything that the configuration needs, and says what to do about what fails.",
        discussion: """
            Asks the vendor for the least of each API, connects to each sink and looks at the state. Nothing is changed, \
            no message is sent, and a running service is not disturbed. Exits with 1 if anything would keep checkbridge \
            from working. Docs/troubleshooting.md explains each line.
            """)

    @OptionGroup var file: ConfigurationOption

    @Option(help: "How long one check may take, as in 15s or 1m; a number alone is seconds.")
    var timeout = WaitTime(.seconds(15))

    @Flag(help: "Print one JSON object.")
    var json = false

    func validate() throws {
        guard timeout.duration > .zero else { throw ValidationError("--timeout takes more than nothing") }
    }

    func run() async throws {
        ProcessSetup.prepare()
        let configuration = try file.load()
        let transport = try CurlTransport(configuration: .init(userAgent: "checkbridge/\(Version.number)"))
        let doctor = doctor(configuration, transport)
        let report = await withTaskGroup(of: Void.self) { group in
            group.addTask { await transport.run() }
            let report = await doctor.report { done, all in Self.showProgress(done, all) }
            group.cancelAll()
            return report
        }
        if json { Terminal.say(report.json.line) } else { report.lines.forEach { Terminal.say($0) } }
        if !report.isHealthy { throw ExitCode.failure }
    }

    private func doctor(_ configuration: Configuration, _ transport: CurlTransport) -> Doctor {
        let time = SystemTime()
        let surroundings = DoctorSurroundings(
            http: transport, prober: transport, environment: ProcessInfo.processInfo.environment,
            now: { time.now() })
        return Doctor(
            configuration: configuration, file: file.path, surroundings: surroundings, limit: timeout.duration)
    }

    /// Hundreds of accounts take a while.
    private static func showProgress(_ done: Int, _ all: Int) {
        guard Terminal.errorsAreShown, all > 20 else { return }
        Terminal.overwrite(done == all ? "" : "looked at \(done) of \(all)")
    }
}
