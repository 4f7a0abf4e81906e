import BridgeCore
import Foundation
import Sinks
import Yams

struct FileSettings: SinkSettings {
    static let word = "file"
    /// Absolute, without `.` and doubled slashes.
    var path: String
    /// `nil`: it is not rotated.
    var maximumBytes: Int?
    var kept: Int

    init(_ section: inout Section, url: Shape<Secret>) {
        path = section.required("path", .outputFile, "The file, from / on; its folder must be there")
        maximumBytes = section.value(
            "max_size", .sizeOrOff((1 << 20)...(1 << 40)), default: 100 << 20,
            "When the file would be larger, another is begun; off where something else rotates it")
        kept = section.value(
            "keep", .integer(0...1000), default: 5, "How many files before it are kept: path.1, path.2...")
    }

    func make(_ parts: SinkParts) throws -> (any Sink, SinkTraits) {
        let configuration = parts.configuration
        let sink = FileSink(
            .init(
                name: configuration.name, path: path, maximumBytes: maximumBytes, kept: kept, rate: configuration.rate),
            disk: SystemLineDisk())
        return (sink, sink.traits)
    }
}

extension Configuration {
    /// Lines among the files of the cursor could be written into one of them.
    func reportFilesAmongState(to reading: inout Reading) {
        let state = URL(fileURLWithPath: stateDirectory).standardizedFileURL.path
        for (index, sink) in sinks.enumerated() {
            guard let file = sink.settings as? FileSettings, file.path.hasPrefix(state + "/") else { continue }
            reading.report(
                "lies in state_dir", atDeclared: .file, file.path, "sinks[\(index)].path",
                hint: "that folder belongs to the cursor; choose another one")
        }
    }
}

extension Shape where Value == String {
    /// An absolute path that no other sink writes to.
    fileprivate static var outputFile: Shape {
        let path = path
        return Shape(placeholder: "", schema: path.schema) { node, key, reading in
            guard let written = path.read(node, key, &reading) else { return nil }
            let parts = written.split(separator: "/").filter { $0 != "." }
            if let (message, hint) = objection(to: written, parts) {
                reading.report(message, at: node, key, hint: hint)
                return nil
            }
            let file = "/" + parts.joined(separator: "/")
            reading.declare(.file, file, at: node, key)
            return file
        }
    }

    private static func objection(to path: String, _ parts: [Substring]) -> (message: String, hint: String)? {
        guard path.hasPrefix("/") else {
            return ("must begin with /", "a service has no folder of its own to begin at")
        }
        guard let name = parts.last, !path.hasSuffix("/"), !parts.contains("..") else {
            return ("is not the path of a file", "as in /var/log/checkbridge/events.jsonl, without ..")
        }
        // It would be taken for one that another sink has rotated.
        let end = name.split(separator: ".").last ?? name
        return end.allSatisfy(\.isNumber) && name.contains(".")
            ? ("must not end in a number", "rotated files do: path.1") : nil
    }
}

extension Shape where Value == Int? {
    /// A number of bytes with its unit, or `off`.
    static func sizeOrOff(_ range: ClosedRange<Int>) -> Shape {
        let units = ["KiB": 10, "MiB": 20, "GiB": 30]
        return Shape(
            placeholder: nil,
            schema: { .members(["anyOf": .array([.matching("[0-9]{1,6}(KiB|MiB|GiB)"), .offWord])]) },
            show: { bytes in .string(bytes.map { "\($0 >> 20)MiB" } ?? "off") }
        ) { node, path, reading in
            if ["off", "false", "no"].contains(node.string?.lowercased() ?? "") { return .some(nil) }
            guard let scalar = reading.scalar(node, path, "a size") else { return nil }
            guard let match = scalar.text.wholeMatch(of: /([0-9]{1,6})(KiB|MiB|GiB)/), let number = Int(match.1),
                let shift = units[String(match.2)]
            else {
                reading.report("\(scalar.quoted) is not a size", at: node, path, hint: "as in 500KiB, 100MiB, 2GiB")
                return nil
            }
            guard !range.contains(number << shift) else { return .some(number << shift) }
            reading.report(
                "\(scalar.quoted) is out of bounds", at: node, path,
                hint: "from \(range.lowerBound >> 20)MiB to \(range.upperBound >> 30)GiB")
            return nil
        }
    }
}

extension JSONValue {
    /// `off`, which YAML takes for a truth value.
    fileprivate static var offWord: JSONValue {
        .members(["enum": .array([.string("off"), .bool(false)])])
    }
}
