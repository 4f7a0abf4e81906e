import BridgeCore
import TestSupport
import Testing

@Suite struct JSONValueTests {
    @Test func membersKeepTheirOrderAndTheFirstOfANameCounts() throws {
        let value = try JSONValue(parsing: #"{"b":1,"a":2,"b":3}"#)
        #expect(value.members?.map(\.name) == ["b", "a", "b"])
        #expect(value["b"] == .number("1"))
        #expect(value["c"] == nil)
        #expect(JSONValue.null["b"] == nil)
    }

    @Test func textReadsNumbersAndTruthToo() {
        #expect(JSONValue.number("1.50").text == "1.50")
        #expect(JSONValue.bool(false).text == "false")
        #expect(JSONValue.string("x").text == "x")
        #expect(JSONValue.null.text == nil)
        #expect(JSONValue.array([]).text == nil)
    }

    @Test func wholeNumbersAreReadFromStringsToo() {
        #expect(JSONValue.number("-9223372036854775808").integer == .min)
        #expect(JSONValue.string("12").integer == 12)
        #expect(JSONValue.number("9223372036854775808").integer == nil)
        #expect(JSONValue.number("1.0").integer == nil)
    }

    @Test(arguments: 1...40)
    func whatIsWrittenIsReadBack(seed: UInt64) throws {
        var random = Seeded(seed)
        for _ in 0..<20 {
            let value = JSONValue.random(&random, depth: 5)
            #expect(try JSONValue(parsing: value.bytes) == value)
        }
    }
}

extension JSONValue {
    /// Any value, of any kind.
    static func random(_ random: inout Seeded, depth: Int) -> JSONValue {
        switch random.pick(0..<(depth > 0 ? 7 : 5)) {
        case 0: return .null
        case 1: return .bool(random.chance(0.5))
        case 2: return .number(String(Int64.random(in: .min ... .max, using: &random)))
        case 3: return .number("\(random.pick(-99..<99)).\(random.pick(0..<99))e\(random.pick(-9..<9))")
        case 4: return .string(.random(&random))
        case 5: return .array((0..<random.pick(0..<5)).map { _ in .random(&random, depth: depth - 1) })
        default:
            return .object(
                (0..<random.pick(0..<5)).map {
                    JSONMember("\($0)" + .random(&random), .random(&random, depth: depth - 1))
                })
        }
    }
}

extension String {
    /// A short text of all that is troublesome.
    static func random(_ random: inout Seeded) -> String {
        let scalars: [Unicode.Scalar] = [
            "a", "Z", "\"", "\\", "/", "\n", "\0", "\u{1F}", "\u{7F}", "é", "中", "😀", "\u{FFFD}", "{", ",",
        ]
        var text = ""
        for _ in 0..<random.pick(0..<8) { text.unicodeScalars.append(scalars[random.pick(0..<scalars.count)]) }
        return text
    }
}
