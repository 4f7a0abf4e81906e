import BridgeCore
import Foundation
import Testing

@Suite struct RedactorTests {
    private let redactor = Redactor(secrets: ["/services/T0/B0/k/e+y==", "tok/en", "abc", "ghp_a-b~"])

    @Test(arguments: [
        ("no /services/T0/B0/k/e+y== here", "no *** here"), ("xtok/eny", "x***y"), ("TOK/EN", "***"),
        (#"{"p":"tok\/en"}"#, #"{"p":"***"}"#), ("tok%2Fen and tok%2fen", "*** and ***"),
        ("at %2Fservices%2FT0%2FB0%2Fk%2Fe%2By%3D%3D!", "at ***!"), ("nothing", "nothing"), ("abc", "abc"),
        ("%2Fservices%2FT0%2FB0%2Fk%2Fe%2By%3D%3D", "***"), ("ghp%5Fa%2Db%7E", "***"), ("ghp_a-b~", "***"),
    ])
    func secretsGoInAnySpelling(text: String, shown: String) {
        #expect(redactor.masked(text) == shown)
    }

    @Test(arguments: ["", "a", "ab", "user:"])
    func inBase64TheyGoWhereverTheyLie(before: String) {
        let secret = "s?cret>with~odd/bytes"
        let redactor = Redactor(secrets: [secret])
        for after in ["", "!", "!!"] {
            let text = Data((before + secret + after).utf8).base64EncodedString()
            let url = text.replacing("+", with: "-").replacing("/", with: "_")
            for spelling in [text, url, PercentEncoding.component(text), text.replacing("/", with: "\\/")] {
                let shown = redactor.masked("echo: \(spelling) end")
                #expect(shown.hasPrefix("echo: ") && shown.contains("***") && shown.utf8.count < 40, "\(shown)")
            }
        }
    }

    @Test(arguments: [#"{"p":"a\/quote\"d"}"#, #"{"p":"a\u002Fquote\"d"}"#, #"{"p":"a/quote\"d"}"#])
    func theyGoHoweverJSONWritesThem(text: String) {
        #expect(Redactor(secrets: [#"a/quote"d"#]).masked(text) == #"{"p":"***"}"#)
    }

    @Test func itPrintsNothingOfThem() {
        var printed = "\(redactor)"
        dump(redactor, to: &printed)
        #expect(!printed.contains("tok"))
    }
}
