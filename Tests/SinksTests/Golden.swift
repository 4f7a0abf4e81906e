import BridgeCore
import Foundation
import HTTPTransport

/// Requests as files, compared byte for byte. `CHECKBRIDGE_RECORD=1` writes them anew: read the difference before
/// committing it.
enum Golden {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Golden")

    /// What is sent, with the parts of JSON on lines of their own so that people can read it.
    static func text(of request: HTTPRequest) -> String {
        let headers = request.headers.map { "\($0.name): \($0.value)\n" }.joined()
        return
            "\(request.method.rawValue) \(request.url)\n\(headers)\n\(String(decoding: request.body ?? [], as: UTF8.self))\n"
    }

    /// The recorded text; `text` itself while recording.
    static func recorded(_ name: String, for text: String) throws -> String {
        let file = folder.appending(path: name)
        if ProcessInfo.processInfo.environment["CHECKBRIDGE_RECORD"] != nil {
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
        }
        return String(decoding: try Data(contentsOf: file), as: UTF8.self)
    }
}

/// The vectors that were made with the vendors' and specifications' own libraries.
enum Vectors {
    static func cases(_ name: String) throws -> [JSONValue] {
        try file(name)["cases"]?.array ?? []
    }

    static func file(_ name: String) throws -> JSONValue {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Vectors/\(name).json")
        return try JSONValue(parsing: Array(Data(contentsOf: file)))
    }
}
