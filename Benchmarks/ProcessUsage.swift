import Glibc

/// What this process has used so far.
struct ProcessUsage {
    /// In user and kernel mode together.
    var processor: Duration
    /// Bytes.
    var resident: Int
    var peakResident: Int

    static func now() -> ProcessUsage {
        var usage = rusage()
        getrusage(RUSAGE_SELF.rawValue, &usage)
        let status = Self.status()
        return ProcessUsage(
            processor: .seconds(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
                + .microseconds(Int64(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec)),
            resident: status["VmRSS"] ?? 0, peakResident: status["VmHWM"] ?? 0)
    }

    /// The members of `/proc/self/status` that are given in kB, as bytes.
    private static func status() -> [String: Int] {
        guard let file = fopen("/proc/self/status", "r") else { return [:] }
        defer { fclose(file) }
        var members: [String: Int] = [:]
        var line = [CChar](repeating: 0, count: 256)
        while fgets(&line, Int32(line.count), file) != nil {
            let words = String(decoding: line.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
                .split { $0 == ":" || $0.isWhitespace }
            if words.count == 3, words[2] == "kB", let size = Int(words[1]) { members[String(words[0])] = size << 10 }
        }
        return members
    }
}

extension Duration {
    var inSeconds: Double { self / .seconds(1) }
}
