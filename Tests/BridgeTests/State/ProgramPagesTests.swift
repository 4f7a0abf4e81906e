import Testing

@testable import Bridge

@Suite struct ProgramPagesTests {
    private func mapping(_ header: String, anonymous: Int) -> String {
        "\(header)\nSize:  8 kB\nRss:   8 kB\nAnonymous:             \(anonymous) kB\nVmFlags: rd ex mr mw me\n"
    }

    @Test func codeAndConstantsAreGivenBack() {
        let smaps =
            mapping(
                "7f0000001000-7f0000003000 r-xp 00001000 08:01 1234                       /usr/lib/libc.so.6",
                anonymous: 0)
            + mapping(
                "7f0000003000-7f0000004000 r--p 00003000 08:01 1234                     /a folder/checkbridge",
                anonymous: 0)
        #expect(
            ProgramPages(smaps: smaps).clean == [
                0x7f00_0000_1000..<0x7f00_0000_3000, 0x7f00_0000_3000..<0x7f00_0000_4000,
            ])
    }

    /// What was relocated, what can be written, what is no file's, and what cannot be read.
    @Test(arguments: [
        ("7f0000001000-7f0000003000 r--p 00001000 08:01 1234  /usr/lib/libc.so.6", 4),
        ("7f0000001000-7f0000003000 rw-p 00001000 08:01 1234  /usr/lib/libc.so.6", 0),
        ("7f0000001000-7f0000003000 ---p 00001000 08:01 1234  /usr/lib/libc.so.6", 0),
        ("7f0000001000-7f0000003000 r--p 00000000 00:00 0", 0),
        ("7f0000001000-7f0000003000 r-xp 00000000 00:00 0   [vdso]", 0),
        ("7f0000003000-7f0000001000 r-xp 00001000 08:01 1234  /usr/lib/libc.so.6", 0),
    ])
    func nothingElseIs(header: String, anonymous: Int) {
        #expect(ProgramPages(smaps: mapping(header, anonymous: anonymous)).clean == [])
    }

    @Test func theProgramGoesOnWithoutThem() {
        ProgramPages.giveBack()
        #expect(ProgramPages(smaps: "").clean == [])
    }
}
