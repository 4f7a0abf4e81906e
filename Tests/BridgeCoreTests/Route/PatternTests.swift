import BridgeCore
import Testing

@Suite struct PatternTests {
    @Test(arguments: ["(", "[a", "a{2,1}", "*"]) func nonsenseDoesNotCompile(source: String) {
        #expect(throws: PatternError.invalid) { try Pattern(source) }
    }

    @Test(arguments: ["(a+)+b", "(a|b)*", "(?:a?a){2,}", "((a|b)c)+", "(x(y*))+", "([)]*)*"])
    func whatMightTakeForEverIsRefused(source: String) {
        #expect(throws: PatternError.repeatsChoices) { try Pattern(source) }
    }

    @Test(arguments: [
        ("(a|b)c", "ac"), ("(abc)+", "abcabc"), ("(a+)?", "aa"), ("([+*|]a)+", "+a|a"), ("(\\+a)*", "+a+a"),
        (".*port.*open.*", "a port is open"), ("(?i:ABC)+", "abcABC"), ("a{2}(b)", "aab"),
    ]) func ordinaryPatternIsFine(source: String, text: String) throws {
        #expect(try Pattern(source).matches(text))
    }

    @Test func patternHasAMaximumLength() throws {
        _ = try Pattern(String(repeating: "a", count: Pattern.maximumLength))
        #expect(throws: PatternError.tooLong(limit: Pattern.maximumLength)) {
            try Pattern(String(repeating: "a", count: Pattern.maximumLength + 1))
        }
    }

    @Test func longerTextMatchesNothing() throws {
        let pattern = try Pattern("a*")
        #expect(pattern.matches(String(repeating: "a", count: Pattern.maximumTextLength)))
        #expect(!pattern.matches(String(repeating: "a", count: Pattern.maximumTextLength + 1)))
    }

    @Test func chineseIsTextLikeAnyOther() throws {
        #expect(try Pattern("安全组.*").matches("安全组开放了端口"))
    }

    @Test func patternIsSharedBetweenTasks() async throws {
        let pattern = try Pattern("[ab]+c")
        let matches = await withTaskGroup(of: Int.self) { group in
            for _ in 0..<8 { group.addTask { (0..<200).count { _ in pattern.matches("ababc") } } }
            return await group.reduce(0, +)
        }
        #expect(matches == 1600)
    }
}
