import BridgeCore
import Testing

@Suite struct RedactorTests {
    private let redactor = Redactor(secrets: ["/services/T0/B0/k/e+y==", "tok/en", "abc"])

    @Test(arguments: [
        ("no /services/T0/B0/k/e+y== here", "no *** here"), ("xtok/eny", "x***y"), ("TOK/EN", "***"),
        (#"{"p":"tok\/en"}"#, #"{"p":"***"}"#), ("tok%2Fen and tok%2fen", "*** and ***"),
        ("at %2Fservices%2FT0%2FB0%2Fk%2Fe%2By%3D%3D!", "at ***!"), ("nothing", "nothing"), ("abc", "abc"),
    ])
    func secretsGoInAnySpelling(text: String, shown: String) {
        #expect(redactor.masked(text) == shown)
    }

    @Test func itPrintsNothingOfThem() {
        var printed = "\(redactor)"
        dump(redactor, to: &printed)
        #expect(!printed.contains("tok"))
    }
}
