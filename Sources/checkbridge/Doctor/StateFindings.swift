import Bridge
import BridgeCore

/// What was seen of the state folder, before anything is made of it.
struct StateFindings: Sendable {
    var folder: StateFolderInspection
    var allowsNetwork: Bool
    /// Whether a running service answered over the folder's socket.
    var serviceAnswers: Bool
    /// Why nobody could answer there.
    var socketTrouble: String?
    var cursor: CursorFinding

    enum CursorFinding: Sendable {
        case none
        case readable(findings: Int, owed: Int)
        case damaged(String)
    }

    /// Below this, the journal has no room for much longer.
    private static let scarce: UInt64 = 16 << 20
    /// A sink's backlog may grow so large before the oldest of it is given up.
    private static let backlog: UInt64 = 256 << 20

    var checks: [Check] {
        [folderCheck, networkCheck, writerCheck, socketCheck, diskCheck, cursorCheck].compactMap { $0 }
    }

    private var folderCheck: Check {
        switch folder.folder {
        case .usable: .ok(.folder, nil, "this user may write to it")
        case .missing(let parent): .ok(.folder, nil, "not there yet; it will be made in \(parent)")
        case .unusable(let path, let reason):
            .failed(
                .folder, nil, "\(path): \(reason)",
                advice: "Give state_dir a folder that the user may write to that checkbridge runs as.")
        }
    }

    private var networkCheck: Check? {
        guard let network = folder.network else { return nil }
        let text = "on a network file system (\(network)), where locks and fsync can not be relied upon"
        return allowsNetwork
            ? .warning(.folder, nil, text, advice: "allow_network_state_dir: true takes that risk.")
            : .failed(.folder, nil, text, advice: "Give state_dir a disk of this machine.")
    }

    private var writerCheck: Check {
        let process = folder.holder.map { " (process \($0))" } ?? ""
        let facts = folder.holder.map { [JSONMember.count("process", $0)] } ?? []
        if serviceAnswers { return .ok(.writer, nil, "a service runs on it\(process) and answers", facts: facts) }
        guard folder.holder != nil else { return .ok(.writer, nil, "nobody holds it") }
        return .warning(
            .writer, nil, "held\(process), but no service answers",
            advice: "A second one cannot start. Is it starting or stopping? Else look at that process.", facts: facts)
    }

    private var socketCheck: Check? {
        socketTrouble.map {
            .warning(.writer, nil, $0, advice: "The service would work, but no command could reach it meanwhile.")
        }
    }

    private var diskCheck: Check? {
        guard let free = folder.free else { return nil }
        let facts = [JSONMember.count("free_bytes", free)]
        let text = "\(free >> 20) MiB free"
        let advice = "Make room: without it nothing new is committed, and nothing is sent that was not."
        switch free {
        case ..<Self.scarce: return .failed(.disk, nil, text, advice: advice, facts: facts)
        case ..<Self.backlog: return .warning(.disk, nil, text, advice: advice, facts: facts)
        default: return .ok(.disk, nil, text, facts: facts)
        }
    }

    private var cursorCheck: Check {
        switch cursor {
        case .none: .ok(.cursor, nil, "none yet: the first answers will be its baseline")
        case .readable(let findings, let owed):
            .ok(
                .cursor, nil, "\(findings) findings known, \(owed) deliveries owed",
                facts: [.count("findings", findings), .count("owed", owed)])
        case .damaged(let text): .failed(.cursor, nil, text)
        }
    }
}
