import BridgeCore
import Testing

@testable import Console

@Suite struct PageTemplatesTests {
    private struct Hostile {
        let title = #""\#u{301} autofocus onfocus=alert(1) x="<script>{{code}}</script>"#
        let status = 404
        let headline = "<b>"
        let message = "{{{headline}}}"
    }

    @Test(arguments: Language.allCases)
    func everyTemplateIsThereAndWorded(language: Language) {
        for name in PageTemplates.Name.allCases {
            let html = PageTemplates.render(name, Hostile(), in: language)
            #expect(!html.isEmpty)
            #expect(!html.contains("[["))
            #expect(!html.contains("]]"))
        }
    }

    @Test(arguments: PageTemplates.Name.allCases)
    func noTextBreaksOutOfATemplate(name: PageTemplates.Name) {
        let html = PageTemplates.render(name, Hostile(), in: .english)
        #expect(!html.utf8.contains(Array(#""\#u{301} autofocus"#.utf8)))
        #expect(!html.contains("<script>{{"))
        #expect(!html.contains("<b>"))
    }

    @Test func textsAreNeverTakenForTemplates() {
        #expect(PageTemplates.render(.problem, Hostile(), in: .english).contains("{{{headline}}}"))
    }

    @Test(arguments: [(Language.english, "a b c"), (.chinese, "a 乙 c")])
    func bothLanguagesStandSideBySide(language: Language, text: String) {
        #expect(PageTemplates.worded("  a [[b|乙]]\n   c", in: language) == text.replacing(" c", with: "\nc"))
    }
}

extension Sequence<UInt8> {
    fileprivate func contains(_ part: [UInt8]) -> Bool {
        let all = Array(self)
        guard all.count >= part.count else { return false }
        return (0...(all.count - part.count)).contains { Array(all[$0..<($0 + part.count)]) == part }
    }
}
