import BridgeCore
import Testing

@Suite struct SinkMemoryTests {
    private var cursor = Cursor(identity: CursorIdentity(lineage: "l", checkpoint: "c"))

    private mutating func remember(_ text: String?, of matter: String, at sink: String = "jira") throws {
        try cursor.apply(.remembered(SinkMemory(sink: sink, matter: matter, text: text)))
    }

    @Test mutating func aSinkRemembersWhatItSaidLast() throws {
        try remember("SEC-1", of: "risk/3")
        try remember("SEC-2", of: "risk/3")
        try remember("77", of: "risk/3", at: "github")
        #expect(cursor.memories["jira", "risk/3"] == "SEC-2")
        #expect(cursor.memories["github", "risk/3"] == "77")
        #expect(cursor.memories["jira", "risk/4"] == nil)
    }

    @Test mutating func whatIsForgottenIsGone() throws {
        try remember("SEC-1", of: "risk/3")
        try remember(nil, of: "risk/3")
        #expect(cursor.memories.all.isEmpty)
        #expect(cursor.memories.sinks.isEmpty)
    }

    @Test mutating func theOldestIsForgottenFirst() throws {
        for number in 0...SinkMemories.maximumCount { try remember("t", of: "risk/\(number)") }
        #expect(cursor.memories["jira", "risk/0"] == nil)
        #expect(cursor.memories["jira", "risk/1"] == "t")
        #expect(cursor.memories.texts(of: "jira").count == SinkMemories.maximumCount)
    }

    @Test mutating func rememberingAndForgettingForEverTakesNoRoom() throws {
        for number in 0..<1000 {
            try remember("t", of: "risk/\(number)")
            try remember(nil, of: "risk/\(number)")
        }
        try remember("t", of: "risk/1")
        #expect(cursor.memories.all == [SinkMemory(sink: "jira", matter: "risk/1", text: "t")])
    }

    @Test func whatIsTooLongIsNotRemembered() {
        let long = String(repeating: "x", count: SinkMemory.maximumBytes + 1)
        #expect(SinkMemory.Change.keep(long).text == nil)
        #expect(SinkMemory.Change.keep("SEC-1").text == "SEC-1")
        #expect(SinkMemory.Change.forget.text == nil)
    }

    @Test(arguments: [
        SinkMemory(sink: "jira", matter: "r/3", text: "{\"ticket\":\"SEC-1\"}"),
        SinkMemory(sink: "j", matter: "", text: nil),
    ])
    func aMemoryIsReadAsItWasWritten(memory: SinkMemory) throws {
        var writer = JSONWriter()
        writer.object { CursorRecord.remembered(memory).write(to: &$0) }
        var scanner = JSONScanner(writer.bytes)
        #expect(try CursorRecord(from: &scanner) == .remembered(memory))
    }

    @Test mutating func aRenamedSourceAndSinkKeepTheirMemories() throws {
        try cursor.apply(.source(name: "risk", SourceState()))
        try remember("SEC-1", of: "risk/3")
        try remember("SEC-2", of: "/accounts/prod/sources/risk")
        try remember("SEC-3", of: "risky/3")
        let renamed = try cursor.renamed(CursorRename(.source, from: "risk", to: "new"))
            .renamed(CursorRename(.sink, from: "jira", to: "tickets"))
        #expect(renamed.memories["tickets", "new/3"] == "SEC-1")
        #expect(renamed.memories["tickets", "/accounts/prod/sources/new"] == "SEC-2")
        #expect(renamed.memories["tickets", "risky/3"] == "SEC-3")
    }
}
