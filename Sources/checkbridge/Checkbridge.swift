import ArgumentParser
import Bridge
import Dispatch
import Glibc

/// The process: where its tasks run, and its end.
@main
enum EntryPoint {
    /// The threads of all tasks. There is one set of them for the whole process, as there is one of cores.
    static let threads = TaskPool()

    static func main() {
        HeapMemory.shareBetweenThreads()
        // Nobody waits for it: it ends the process.
        Task(executorPreference: threads) {
            await Checkbridge.main()
            exit(EXIT_SUCCESS)
        }
        dispatchMain()
    }
}

/// The command line.
struct Checkbridge: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "checkbridge",
        abstract: "Tells people and systems when an Alibaba Cloud account's security posture changes.",
        version: "checkbridge \(Version.number)",
        subcommands: [
            RunCommand.self, PlanCommand.self, DemoCommand.self, SimulateCommand.self, CheckConfigCommand.self,
            DoctorCommand.self, PolicyCommand.self,
            RouteCommand.self, RenderCommand.self, SinkCommand.self, CursorCommand.self, DeadLettersCommand.self,
            SchemaCommand.self, HealthcheckCommand.self,
        ])
}
