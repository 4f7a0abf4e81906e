import BridgeCore
import Mustache

/// The page's templates, compiled once for each language.
///
/// They are texts in the program and no files beside it: one binary is all that is to be installed, and none of them can
/// be missing or be another version's.
enum PageTemplates {
    /// The templates that can be rendered; the others are parts of them.
    enum Name: String, CaseIterable, Sendable {
        case frame, overview, findings, finding, login, problem
    }

    /// Compiled when somebody first looks at a page: where nobody ever does, they cost nothing.
    private static let libraries: [Language: MustacheLibrary] = {
        MustacheContentTypes.register(StrictHTML(), named: StrictHTML.name)
        return Dictionary(uniqueKeysWithValues: Language.allCases.map { ($0, library(in: $0)) })
    }()

    /// - Parameter view: its properties are what the template names.
    static func render(_ name: Name, _ view: Any, in language: Language) -> String {
        libraries[language]?.render(view, withTemplate: name.rawValue) ?? ""
    }

    private static func library(in language: Language) -> MustacheLibrary {
        let pragma = "{{% CONTENT_TYPE: \(StrictHTML.name)}}"
        do {
            return MustacheLibrary(
                templates: try sources.mapValues { text in
                    try MustacheTemplate(string: pragma + worded(text, in: language))
                })
        } catch {
            preconditionFailure("a template of ours is no Mustache: \(error)")
        }
    }

    /// Both languages stand side by side in the templates, as `[[English|中文]]`; lines are not indented in what is sent.
    static func worded(_ text: String, in language: Language) -> String {
        let lines = text.split(separator: "\n").map { $0.drop { $0 == " " } }.joined(separator: "\n")
        return lines.replacing(/\[\[(.*?)\|(.*?)\]\]/) { match in
            language == .english ? match.1 : match.2
        }
    }

    private static let sources: [String: String] = [
        "frame": frame, "overview": overview, "findings": findings, "finding": finding, "login": login,
        "problem": problem, "age": age, "told": told, "fate": fate, "entry": entry,
    ]
}
