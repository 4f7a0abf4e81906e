import Glibc

/// The pages of the program and its libraries that are in memory because something was once read there. Most of what a
/// start reads, as the linker's tables, is never read again, and the system keeps it as long as it lacks no memory.
struct ProgramPages {
    /// Addresses at which there is nothing but what is in a file.
    let clean: [Range<UInt>]

    /// - Parameter smaps: what the system says of a process's memory, as in `/proc/self/smaps`.
    init(smaps: String) {
        var clean: [Range<UInt>] = []
        var current: Range<UInt>?
        for line in smaps.split(separator: "\n") {
            let words = line.split(separator: " ", omittingEmptySubsequences: true)
            if words[0].last != ":" {
                current = Self.file(words)
            } else if words[0] == "Anonymous:", words.count > 1, words[1] == "0", let range = current {
                clean.append(range)
            }
        }
        self.clean = clean
    }

    /// - Parameter words: as in `7f00-7f80 r-xp 00001000 08:01 1234 /usr/lib/libc.so.6`.
    /// - Returns: `nil` unless it is of a file, and nothing can be written there.
    private static func file(_ words: [Substring]) -> Range<UInt>? {
        let ends = words[0].split(separator: "-").compactMap { UInt($0, radix: 16) }
        guard words.count > 5, words[5].first == "/", words[1].first == "r", !words[1].contains("w"),
            ends.count == 2, ends[0] < ends[1]
        else { return nil }
        return ends[0]..<ends[1]
    }

    /// Lets go of them. What is needed after all comes back when it is: from the system's cache, mostly.
    static func giveBack() {
        for range in ProgramPages(smaps: SystemFile.contents(of: "/proc/self/smaps")).clean {
            // Nothing can be lost: a page that cannot be written to, and was not, is the file's, and is read from there.
            madvise(UnsafeMutableRawPointer(bitPattern: range.lowerBound), range.count, MADV_DONTNEED)
        }
    }
}
