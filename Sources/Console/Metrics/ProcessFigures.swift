import Glibc

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// What the system knows of this process.
struct ProcessFigures {
    /// `nil` where the system does not say.
    var residentBytes: Int?
    var descriptors: Int?
    var descriptorLimit: Double
    var cpuSeconds: Double

    init() {
        let statm = FileManager.default.contents(atPath: "/proc/self/statm") ?? Data()
        let pages = String(decoding: statm, as: UTF8.self).split(separator: " ").dropFirst().first.flatMap { Int($0) }
        residentBytes = pages.map { $0 * sysconf(Int32(_SC_PAGESIZE)) }
        descriptors = try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count
        var limit = rlimit()
        getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        descriptorLimit = Double(limit.rlim_cur)
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        cpuSeconds = usage.ru_utime.inSeconds + usage.ru_stime.inSeconds
    }

    func write(to exposition: inout Exposition) {
        if let residentBytes { exposition.one(.processMemory, Double(residentBytes)) }
        if let descriptors { exposition.one(.processDescriptors, Double(descriptors)) }
        exposition.one(.processDescriptorLimit, descriptorLimit)
        exposition.one(.processCPU, cpuSeconds)
    }
}

extension timeval {
    fileprivate var inSeconds: Double { Double(tv_sec) + Double(tv_usec) / 1e6 }
}

extension Exposition {
    /// Writes a metric that has one series without labels.
    mutating func one(_ family: MetricFamily, _ value: Double) {
        begin(family)
        sample(.none, value)
    }
}
