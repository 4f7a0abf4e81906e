import Glibc

/// What the C library does with memory that was freed. Neither function does anything where it is not glibc.
enum HeapMemory {
    /// Arrays of half a megabyte and more go back to the system when they are freed. By itself glibc learns to keep
    /// them, and then a table that has grown leaves a hole as large as it was.
    static func keepNothingLarge() {
        let largest: Int32 = -3  // M_MMAP_THRESHOLD
        function("mallopt", as: (@convention(c) (Int32, Int32) -> Int32).self).map { _ = $0(largest, 512 << 10) }
    }

    /// Gives back what lies free between pieces in use: after a first answer of many findings it is a lot.
    static func giveBack() {
        function("malloc_trim", as: (@convention(c) (Int) -> Int32).self).map { _ = $0(0) }
    }

    /// By name, because no module of the platform has <malloc.h>.
    private static func function<Function>(_ name: String, as _: Function.Type) -> Function? {
        dlsym(dlopen(nil, RTLD_LAZY), name).map { unsafeBitCast($0, to: Function.self) }
    }
}
