import Bridge
import BridgeCore
import Glibc
import Logging

/// The way of a command to the cursor: over the socket if a service holds it, else to the files themselves.
struct CursorAccess {
    private let folder: String
    private let allowsNetwork: Bool
    private let sinks: Set<String>
    private let time = SystemTime()
    private let random: @Sendable () -> UInt64 = { UInt64.random(in: .min ... .max) }

    init(_ configuration: Configuration) {
        folder = configuration.stateDirectory
        allowsNetwork = configuration.allowsNetworkState
        sinks = Set(configuration.sinks.map(\.name))
    }

    /// An answer, and who gave it.
    struct Reply {
        var json: JSONValue
        /// Otherwise the command did it itself.
        var isFromService: Bool
    }

    /// - Throws: ``RequestRefusal``, ``StateFolderError``, ``CursorFileError``, ``DiskError``, ``ControlSocketError``:
    ///   each says what to do.
    func ask(_ request: ControlRequest) async throws -> Reply {
        guard let held = try hold() else {
            return Reply(json: try await askStartingService(request).json(), isFromService: true)
        }
        return Reply(json: try await answer(request, on: held).json(), isFromService: false)
    }

    /// A service that has just taken the folder may not listen yet.
    private func askStartingService(_ request: ControlRequest) async throws -> ControlAnswer {
        for _ in 0..<20 {
            do throws(ControlSocketError) {
                return try await ControlClient(ControlSocket(in: folder)).ask(request)
            } catch .system {
                try await time.sleep(for: .milliseconds(100))
            }
        }
        return try await askService(request)
    }

    /// Asks the running service, if there is one.
    func askService(_ request: ControlRequest) async throws -> ControlAnswer {
        try await ControlClient(ControlSocket(in: folder)).ask(request)
    }

    /// Takes the folder for this command.
    /// - Returns: `nil` if a service runs.
    func hold() throws -> StateFolder? {
        guard isThere else { throw noCursor }
        do throws(StateFolderError) {
            return try StateFolder(folder, allowsNetwork: allowsNetwork)
        } catch .inUse {
            return nil
        }
    }

    /// Takes the folder for a command that may not run beside a service.
    func holdAlone() throws -> StateFolder {
        guard isThere else { throw noCursor }
        return try StateFolder(folder, allowsNetwork: allowsNetwork)
    }

    /// The files as they are, whoever holds them.
    var reading: FileDisk { FileDisk(reading: folder) }

    func replacement(on disk: FileDisk) -> CursorReplacement {
        CursorReplacement(on: disk, time: time, random: random, log: .quiet)
    }

    /// What is known, without holding anything. A service that writes a new checkpoint meanwhile makes it look damaged
    /// for a moment, so that it is read again.
    func load() async throws -> CursorFiles.Contents {
        guard let contents = try await loadIfThere() else { throw noCursor }
        return contents
    }

    /// The same; `nil` if there is no cursor yet.
    func loadIfThere() async throws -> CursorFiles.Contents? {
        for _ in 0..<3 {
            do {
                return try await CursorFiles(on: reading).load()
            } catch is CursorFileError {
                try await time.sleep(for: .milliseconds(100))
            }
        }
        return try await CursorFiles(on: reading).load()
    }

    var newLineage: String { CursorStore.id(random) }
    var now: Timestamp { time.now() }
    var sizes: [StateFile: Int] { StateFolder.sizes(in: folder) }
    var path: String { folder }

    /// Asking must not make what is not there.
    private var isThere: Bool { !sizes.isEmpty }

    private var noCursor: RequestRefusal {
        RequestRefusal("there is no cursor in \(folder) yet: checkbridge run makes one (or is state_dir right?)")
    }

    private func answer(_ request: ControlRequest, on folder: StateFolder) async throws -> ControlAnswer {
        let disk = FileDisk(folder)
        guard let contents = try await CursorFiles(on: disk).load() else { throw noCursor }
        if let answer = ReadOnlyController(contents.cursor).answer(request) { return answer }
        let store = try await CursorStore(contents, on: disk, time: time, random: random, log: .quiet)
        return await withTaskGroup(of: Void.self) { group in
            group.addTask { await store.run() }
            let answer = await Controller(store, sinks: sinks).answer(request)
            await store.close()
            return answer
        }
    }
}

extension ControlAnswer {
    fileprivate func json() throws -> JSONValue {
        switch self {
        case .done(let bytes): try JSONValue(parsing: bytes)
        case .refused(let reason): throw RequestRefusal(reason)
        }
    }
}
