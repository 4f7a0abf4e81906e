import Foundation

/// Debian's python3-jsonschema, as a judge that knows nothing of our code.
enum SchemaValidator {
    /// - Parameter script: reads `sys.argv[1]` as the schema and the rest as it likes; prints one line per problem.
    private static let script = """
        import json, sys
        try:
            import jsonschema
        except ImportError:
            sys.exit("python3-jsonschema is not installed: apt-get install python3-jsonschema")
        schema = json.load(open(sys.argv[1]))
        jsonschema.Draft202012Validator.check_schema(schema)
        def read():
            if sys.argv[2] == "yaml":
                try:
                    import yaml
                except ImportError:
                    sys.exit("python3-yaml is not installed: apt-get install python3-yaml")
                return yaml.safe_load(sys.stdin)
            return json.load(sys.stdin)
        for error in jsonschema.Draft202012Validator(schema).iter_errors(read()):
            print("/".join(map(str, error.absolute_path)) + ": " + error.message[:200].replace(chr(10), " "))
        """

    enum Format: String { case json, yaml }

    struct Failure: Error, CustomStringConvertible { var description: String }

    /// What the schema in `Config/` objects to in the document.
    /// - Throws: ``Failure`` if there is no verdict, e.g. because a package is missing.
    static func objections(to document: String, _ format: Format, schema: String) throws -> [String] {
        let python = Process()
        python.executableURL = URL(fileURLWithPath: "/usr/bin/python3")
        python.arguments = ["-c", script, packageFolder.appending(path: "Config/\(schema)").path, format.rawValue]
        let (input, output, errors) = (Pipe(), Pipe(), Pipe())
        (python.standardInput, python.standardOutput, python.standardError) = (input, output, errors)
        do { try python.run() } catch {
            throw Failure(description: "/usr/bin/python3 is missing: apt-get install python3")
        }
        input.fileHandleForWriting.write(Data(document.utf8))
        try input.fileHandleForWriting.close()
        let verdict = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        let complaint = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        python.waitUntilExit()
        guard python.terminationStatus == 0 else { throw Failure(description: complaint) }
        return verdict.split(separator: "\n").map(String.init)
    }
}
