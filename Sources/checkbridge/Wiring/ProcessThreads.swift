import Bridge

/// The threads of all tasks. There is one set of them for the whole process, as there is one of cores.
enum ProcessThreads {
    static let all = TaskPool()
}
