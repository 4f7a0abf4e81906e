package import Foundation

/// Debian's python3-jsonschema, as a judge that knows nothing of our code.
package enum SchemaValidator {
    private static let script = """
        import json, sys
        try:
            import jsonschema
        except ImportError:
            sys.exit("python3-jsonschema is not installed: apt-get install python3-jsonschema")
        schema = json.load(open(sys.argv[1]))
        jsonschema.Draft202012Validator.check_schema(schema)
        try:
            import yaml
        except ImportError:
            sys.exit("python3-yaml is not installed: apt-get install python3-yaml")
        parse = yaml.safe_load if sys.argv[2] == "yaml" else json.loads
        validator = jsonschema.Draft202012Validator(schema)
        print(json.dumps([[error.message for error in validator.iter_errors(parse(document))]
                          for document in json.load(sys.stdin)]))
        """

    package enum Format: String, Sendable { case json, yaml }

    package struct Failure: Error, CustomStringConvertible { package var description: String }

    /// What the schema in that file objects to, document by document: one run, as starting Python takes long.
    /// - Throws: ``Failure`` if there is no verdict, e.g. because a package is missing.
    package static func objections(to documents: [String], _ format: Format, schema: URL) throws -> [[String]] {
        let python = Process()
        python.executableURL = URL(fileURLWithPath: "/usr/bin/python3")
        python.arguments = ["-c", script, schema.path, format.rawValue]
        let (input, output, errors) = (Pipe(), Pipe(), Pipe())
        (python.standardInput, python.standardOutput, python.standardError) = (input, output, errors)
        do { try python.run() } catch {
            throw Failure(description: "/usr/bin/python3 is missing: apt-get install python3")
        }
        input.fileHandleForWriting.write(try JSONEncoder().encode(documents))
        try input.fileHandleForWriting.close()
        let verdict = output.fileHandleForReading.readDataToEndOfFile()
        let complaint = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        python.waitUntilExit()
        guard python.terminationStatus == 0 else { throw Failure(description: complaint) }
        return try JSONDecoder().decode([[String]].self, from: verdict)
    }
}
