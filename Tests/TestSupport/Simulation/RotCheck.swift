import Bridge
import BridgeCore
import Synchronization

/// Turns a bit of a file at rest round: what is read then must be refused, or be the same, or lack the last commit only,
/// which can not be told from a torn tail.
struct RotCheck {
    private let disk: SimulatedDisk
    private let chaos: Chaos

    init(_ disk: SimulatedDisk, _ chaos: Chaos) {
        self.disk = disk
        self.chaos = chaos
    }

    func run() {
        guard let sound = load(), let whole = try? sound.get() else { return }
        let turnBack = disk.rot()
        defer { turnBack() }
        chaos.count("bit rotten")
        guard case .success(let rotten)? = load() else { return }
        let same =
            rotten.cursor.sequence == whole.cursor.sequence && rotten.cursor.identity == whole.cursor.identity
            && Array(rotten.cursor.records) == Array(whole.cursor.records)
        let lacksLast = rotten.tornBytes > 0 && whole.commits - rotten.commits <= 1
        if !same, !lacksLast {
            chaos.fail("a rotten bit changed what was read: \(whole.commits - rotten.commits) commits are missing")
        }
    }

    /// `nil` if there is no cursor yet.
    private func load() -> Result<CursorFiles.Contents, any Error>? {
        let result = Mutex<Result<CursorFiles.Contents?, any Error>?>(nil)
        let executor = ShuffledExecutor(chaos.dice)
        let files = CursorFiles(on: disk.visibleCopy())
        Task(executorPreference: executor) {
            let loaded: Result<CursorFiles.Contents?, any Error>
            do { loaded = .success(try await files.load()) } catch { loaded = .failure(error) }
            result.withLock { $0 = loaded }
        }
        while executor.step() {}
        switch result.withLock({ $0 }) {
        case .success(let contents?): return .success(contents)
        case .failure(let error): return .failure(error)
        case .success(nil), nil: return nil
        }
    }
}
