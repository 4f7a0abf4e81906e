import Glibc

/// What the C library does with memory. No function does anything where it is not glibc.
package enum HeapMemory {
    /// Two heaps for all threads, instead of one for each: what one thread has freed can be used by the others. To be
    /// called before there are any.
    package static func shareBetweenThreads() {
        set(-8, to: 2)  // M_ARENA_MAX
    }

    /// Arrays of half a megabyte and more go back to the system when they are freed. By itself glibc learns to keep
    /// them, and then a table that has grown leaves a hole as large as it was.
    static func keepNothingLarge() {
        set(-3, to: 512 << 10)  // M_MMAP_THRESHOLD
        // Setting the one stops glibc from raising the other, and by its first value each page of an answer would be
        // given back and faulted in again.
        set(-1, to: 1 << 20)  // M_TRIM_THRESHOLD
    }

    /// Gives back what lies free between pieces in use: after a first answer of many findings it is a lot.
    static func giveBack() {
        function("malloc_trim", as: (@convention(c) (Int) -> Int32).self).map { _ = $0(0) }
    }

    private static func set(_ option: Int32, to value: Int32) {
        function("mallopt", as: (@convention(c) (Int32, Int32) -> Int32).self).map { _ = $0(option, value) }
    }

    /// By name, because no module of the platform has <malloc.h>.
    private static func function<Function>(_ name: String, as _: Function.Type) -> Function? {
        dlsym(dlopen(nil, RTLD_LAZY), name).map { unsafeBitCast($0, to: Function.self) }
    }
}
