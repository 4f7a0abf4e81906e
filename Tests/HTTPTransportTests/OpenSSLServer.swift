import Foundation
import Glibc

/// `openssl s_server` with a certificate made for the occasion: a TLS peer whose making we need not trust to our own code.
final class OpenSSLServer {
    struct Failed: Error, CustomStringConvertible {
        let description: String
    }

    let port: Int
    let certificateFile: String
    private let folder: URL
    private let process: Process

    init() throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("tls-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        certificateFile = folder.appendingPathComponent("cert.pem").path
        let keyFile = folder.appendingPathComponent("key.pem").path
        try Self.makeCertificate(certificateFile, keyFile)
        let output = Pipe()
        process = try Self.start(
            ["s_server", "-accept", "127.0.0.1:0", "-www", "-cert", certificateFile, "-key", keyFile],
            output
        )
        port = try Self.readPort(from: output.fileHandleForReading)
    }

    func stop() {
        // Not SIGTERM: a child of one of Dispatch's threads inherits a mask that blocks it.
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        try? FileManager.default.removeItem(at: folder)
    }

    private static func makeCertificate(_ certificate: String, _ key: String) throws {
        let process = try start(
            [
                "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
                "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", certificate,
            ],
            Pipe()
        )
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Failed(description: "openssl could not make a certificate") }
    }

    private static func start(_ arguments: [String], _ output: Pipe) throws -> Process {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["openssl"] + arguments
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        return process
    }

    /// It says `ACCEPT 127.0.0.1:<port>` once it listens.
    private static func readPort(from output: FileHandle) throws -> Int {
        var text = ""
        while case let data = output.availableData, !data.isEmpty {
            text += String(decoding: data, as: UTF8.self)
            guard let line = text.components(separatedBy: "\n").dropLast().first(where: { $0.hasPrefix("ACCEPT") })
            else {
                continue
            }
            if let port = line.split(separator: ":").last.flatMap({ Int($0) }) { return port }
        }
        throw Failed(
            description: "the openssl command is needed for this test (apt-get install openssl); it said: \(text)"
        )
    }
}
