import Foundation
import TestSupport

extension SchemaValidator {
    /// What the schema in `Config/` objects to, document by document.
    static func objections(to documents: [String], _ format: Format, schema: String) throws -> [[String]] {
        try objections(to: documents, format, schema: packageFolder.appending(path: "Config/\(schema)"))
    }
}
