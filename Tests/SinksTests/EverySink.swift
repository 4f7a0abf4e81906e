import BridgeCore
import HTTPTransport
import Sinks
import Testing

/// A sink of any type, whatever it goes over.
struct EverySink: Sendable, CustomTestStringConvertible {
    var testDescription: String
    /// It leads to a receiver that takes whatever comes.
    var willing: @Sendable () throws -> any Sink
    /// It leads to one that is not there.
    var lost: @Sendable () throws -> any Sink

    static let all = SinkUnderTest.all.map(overHTTP) + [email, file, standardOutput]

    private static func overHTTP(_ sink: SinkUnderTest) -> EverySink {
        EverySink(testDescription: sink.name) {
            try sink.make(sink.receiver, .test)
        } lost: {
            try sink.make(ScriptedHTTPClient { _ in .failure(.connect()) }, .test)
        }
    }

    private static let email = EverySink(testDescription: "email") {
        try EmailSink.test(ScriptedMailClient())
    } lost: {
        try EmailSink.test(ScriptedMailClient { _ in .failure(.connect()) })
    }

    private static let file = EverySink(testDescription: "file") {
        FileSink(.init(name: "log", path: "/log/events.jsonl"), disk: FakeLineDisk())
    } lost: {
        let disk = FakeLineDisk()
        disk.fail("open", .noFolder)
        return FileSink(.init(name: "log", path: "/log/events.jsonl"), disk: disk)
    }

    private static let standardOutput = EverySink(testDescription: "stdout") {
        StandardOutput(name: "log", output: ScriptedOutput())
    } lost: {
        StandardOutput(name: "log", output: ScriptedOutput(failures: [.system("no space left on device")]))
    }
}
