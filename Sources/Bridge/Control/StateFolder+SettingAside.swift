package import BridgeCore
import Glibc

extension StateFolder {
    /// Why damaged files are kept: the word stands in their new names.
    package enum Keeping: String, Sendable { case damaged, quarantined }

    /// Gives the cursor's files a second name each, so that they stay when new ones take their places. They keep the
    /// first name until then: after a crash in between, the damage is still there to be seen.
    /// - Returns: the new names, without the folder.
    package func keep(as why: Keeping, at now: Timestamp) throws(DiskError) -> [String] {
        let stamp = "\(now)".filter { $0.isLetter || $0.isNumber }
        var names: [String] = []
        for file in StateFile.allCases {
            guard let name = try keep(file.rawValue, as: "\(file.rawValue).\(why.rawValue)-\(stamp)") else { continue }
            names.append(name)
        }
        try syncFolder()
        return names
    }

    /// Keeps the cursor's files as they are before they are written in a newer format: `cursor.json.v1.bak`.
    package func backUp(version: Int) throws(DiskError) -> [String] {
        var names: [String] = []
        for file in StateFile.allCases {
            let name = "\(file.rawValue).v\(version).bak"
            unlink("\(path)/\(name)")
            if let kept = try keep(file.rawValue, as: name) { names.append(kept) }
        }
        try syncFolder()
        return names
    }

    /// - Returns: the name under which it was kept; `nil` if there is no such file.
    private func keep(_ file: String, as wanted: String) throws(DiskError) -> String? {
        for number in 1...100 {
            let name = number == 1 ? wanted : "\(wanted).\(number)"
            if link("\(path)/\(file)", "\(path)/\(name)") == 0 { return name }
            switch errno {
            case ENOENT: return nil
            case EEXIST: continue
            default: throw DiskError(action: "keep a copy of", path: "\(path)/\(file)", reason: systemReason())
            }
        }
        throw DiskError(action: "keep a copy of", path: "\(path)/\(file)", reason: "there are a hundred already")
    }

    private func syncFolder() throws(DiskError) {
        let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw DiskError(action: "open", path: path, reason: systemReason()) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw DiskError(action: "sync", path: path, reason: systemReason()) }
    }

    /// The sizes of the cursor's files, in bytes, without holding the folder; files that are not there are left out.
    package static func sizes(in path: String) -> [StateFile: Int] {
        var sizes: [StateFile: Int] = [:]
        for file in StateFile.allCases {
            var info = stat()
            if stat("\(path)/\(file.rawValue)", &info) == 0 { sizes[file] = Int(info.st_size) }
        }
        return sizes
    }
}
