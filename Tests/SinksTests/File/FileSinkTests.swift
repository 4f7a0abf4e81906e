import BridgeCore
import Sinks
import Testing

@Suite struct FileSinkTests {
    private static let path = "/log/events.jsonl"
    private let disk = FakeLineDisk()

    private func sink(maximumBytes: Int? = nil, kept: Int = 5) -> FileSink {
        FileSink(.init(name: "log", path: Self.path, maximumBytes: maximumBytes, kept: kept), disk: disk)
    }

    private func line(_ event: SampleEvent) -> String {
        String(decoding: event.encoded.json, as: UTF8.self) + "\n"
    }

    private var text: String { disk.text(Self.path) ?? "" }

    @Test func eachEventIsOneLineAsItWasCommitted() async {
        let sink = sink()
        #expect(await sink.outcomes(of: [.sample(.opened), .sample(.resolved)]) == [.delivered, .delivered])
        #expect(await sink.outcome(of: .digest) == .delivered)
        let digest = Delivery.digest.events.map { String(decoding: $0.json, as: UTF8.self) + "\n" }.joined()
        #expect(text == line(.opened) + line(.resolved) + digest)
    }

    @Test func deliveredIsWhatALossOfPowerDoesNotTake() async {
        let sink = sink()
        #expect(await sink.outcome(of: .sample(.opened)) == .delivered)
        disk.losePower()
        #expect(text == line(.opened))
    }

    @Test func aBatchIsSyncedOnce() async {
        let outcomes = await sink().outcomes(of: (0..<500).map { _ in .sample(.opened) })
        #expect(outcomes == Array(repeating: .delivered, count: 500))
        #expect(disk.syncs == 1)
        #expect(text.split(separator: "\n").count == 500)
    }

    @Test func aLargeBatchIsWrittenInPieces() async {
        let deliveries = (0..<3000).map { _ in Delivery.sample(.opened) }
        #expect(await sink().outcomes(of: deliveries) == Array(repeating: .delivered, count: 3000))
        #expect((2...6).contains(disk.syncs))
        #expect(text.split(separator: "\n").count == 3000)
    }

    @Test(arguments: [
        ("open", LineFileError.Cause.noFolder, "Make the folder"), ("open", .notPermitted, "must be able to write"),
        ("open", .readOnly, "Mount it"), ("open", .notAFile, "regular file"), ("write", .full, "Make room"),
        ("sync", .other, "Look at the disk"),
    ])
    func whatTheDiskWillNotDoIsTriedAgainWithAdvice(action: String, cause: LineFileError.Cause, advice: String) async {
        let sink = sink()
        disk.fail(action, cause)
        let outcome = await sink.outcome(of: .sample(.opened))
        #expect(outcome?.shape == .retry(after: nil, .sink))
        #expect(outcome?.words.contains(advice) == true)
        disk.fail(action, nil)
        #expect(await sink.outcome(of: .sample(.opened)) == .delivered)
        #expect(text.hasSuffix(line(.opened)))
        #expect(disk.openFiles <= 1)
    }

    @Test func afterAFailedSyncNothingIsTakenForWritten() async {
        let sink = sink()
        disk.fail("sync", .other)
        #expect(await sink.outcomes(of: [.sample(.opened), .sample(.resolved)]).allSatisfy { $0 != .delivered })
        disk.losePower()
        disk.fail("sync", nil)
        #expect(await sink.outcome(of: .sample(.opened)) == .delivered)
        #expect(text == line(.opened))
    }

    @Test func whatAFullDiskCutOffIsNotGluedToTheNext() async {
        let sink = sink()
        disk.leave(line(.opened).utf8.count + 10)
        #expect(await sink.outcomes(of: [.sample(.opened), .sample(.resolved)]).allSatisfy { $0 != .delivered })
        disk.leave(nil)
        #expect(await sink.outcomes(of: [.sample(.opened), .sample(.resolved)]) == [.delivered, .delivered])
        let lines = text.split(separator: "\n").map { "\($0)\n" }
        #expect(lines == [line(.opened), "\(line(.resolved).prefix(10))\n", line(.opened), line(.resolved)])
    }

    @Test(arguments: [0, 1, 100, 10_000])
    func whatACrashCutOffIsNotGluedToTheNext(kept: Int) async {
        disk.fail("sync", .other)
        _ = await sink().outcome(of: .sample(.opened))
        disk.losePower(keeping: kept)
        disk.fail("sync", nil)
        // Another process.
        #expect(await sink().outcome(of: .sample(.resolved)) == .delivered)
        #expect(text.hasSuffix("\n") && text.split(separator: "\n").last.map { "\($0)\n" } == line(.resolved))
        #expect(!text.hasPrefix("\n"))
    }

    @Test func whatIsThereIsKept() async {
        disk.write("{\"older\":1}\n", to: Self.path)
        #expect(await sink().outcome(of: .sample(.opened)) == .delivered)
        #expect(text == "{\"older\":1}\n" + line(.opened))
    }

    // MARK: Rotation

    @Test func aFullFileIsRenamedAndAnotherIsBegun() async {
        let size = line(.opened).utf8.count
        let sink = sink(maximumBytes: 2 * size, kept: 2)
        for _ in 0..<7 { #expect(await sink.outcome(of: .sample(.opened)) == .delivered) }
        #expect(disk.names == [Self.path, "\(Self.path).1", "\(Self.path).2"])
        #expect(
            [Self.path, "\(Self.path).1", "\(Self.path).2"].map { disk.text($0)?.utf8.count } == [
                size, 2 * size, 2 * size,
            ])
        #expect(disk.openFiles == 1)
    }

    @Test func theNewestOfTheOldHasTheNumberOne() async {
        let sink = sink(maximumBytes: 1, kept: 3)
        for event in [SampleEvent.opened, .resolved, .reopened, .vanished, .changed] {
            #expect(await sink.outcome(of: .sample(event)) == .delivered)
        }
        #expect(
            ["", ".1", ".2", ".3", ".4"].map { disk.text(Self.path + $0) } == [
                line(.changed), line(.vanished), line(.reopened), line(.resolved), nil,
            ])
    }

    @Test func theSizeOfWhatIsThereCounts() async {
        disk.write(String(repeating: "x", count: 100) + "\n", to: Self.path)
        #expect(await sink(maximumBytes: 200).outcome(of: .sample(.opened)) == .delivered)
        #expect(text == line(.opened))
        #expect(disk.text("\(Self.path).1")?.hasPrefix("xxx") == true)
    }

    @Test func withNothingKeptAFullFileIsRemoved() async {
        let sink = sink(maximumBytes: 1, kept: 0)
        for event in [SampleEvent.opened, .resolved] { _ = await sink.outcome(of: .sample(event)) }
        #expect(disk.names == [Self.path])
        #expect(text == line(.resolved))
    }

    @Test(arguments: ["rename", "sync folder"])
    func aRotationThatFailsLosesNothing(action: String) async {
        let sink = sink(maximumBytes: 1)
        #expect(await sink.outcome(of: .sample(.opened)) == .delivered)
        disk.fail(action, .notPermitted)
        #expect(await sink.outcome(of: .sample(.resolved))?.shape == .retry(after: nil, .sink))
        disk.fail(action, nil)
        #expect(await sink.outcome(of: .sample(.resolved)) == .delivered)
        let all = disk.names.compactMap { disk.text($0) }.joined()
        #expect(all.contains(line(.opened)) && all.contains(line(.resolved)))
    }

    @Test(arguments: ["/log/elsewhere", nil])
    func aFileThatSomebodyElseMovedIsBegunAnew(other: String?) async {
        let sink = sink()
        #expect(await sink.outcome(of: .sample(.opened)) == .delivered)
        disk.move(Self.path, to: other)
        #expect(await sink.outcome(of: .sample(.resolved)) == .delivered)
        #expect(text == line(.resolved))
        #expect(disk.openFiles == 1)
    }

    // MARK: -

    @Test(arguments: SinkConformanceTests.hostile)
    func anyTitleIsOneLineOfJSON(title: String) async throws {
        #expect(await sink().outcome(of: .titled(title)) == .delivered)
        #expect(text.utf8.filter { $0 == 0x0A }.count == 1 && text.hasSuffix("\n"))
        let event = try Event(json: JSONValue(parsing: Array(text.utf8.dropLast())))
        #expect(event.id == SampleEvent.opened.id && event.finding?["title"]?.string == title)
    }

    @Test func whenTheServiceStopsTheRestIsOwed() async {
        let sink = sink()
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return await sink.outcome(of: .sample(.opened))
        }
        #expect(await task.value?.shape == .retry(after: nil, .sink))
        #expect(disk.names.isEmpty)
    }

    @Test func whoeverLooksMakesNoFile() async throws {
        #expect(try await sink().look().get() == "fine")
        disk.fail("look", .noFolder)
        guard case .failure(let objection) = await sink().look() else {
            _ = Issue.record("it looked well")
            return
        }
        #expect(objection.advice.contains("Make the folder") && objection.isCertain)
        #expect(disk.names.isEmpty)
    }

    @Test func whatIsShownIsTheLine() {
        let preview = sink().preview(of: .sample(.opened))
        #expect(preview.head.isEmpty && preview.body == SampleEvent.opened.encoded.json)
    }
}
