import BridgeCore
import FoundationEssentials
import TestSupport
import Testing

/// The reader against a plain one and against Foundation's, over documents that were damaged at random and over noise.
@Suite struct JSONFuzzTests {
    private static let documents = [
        #"{"RequestId":"1-2","PageCount":2,"List":[{"ItemId":12345678901234567890,"Status":"failed","Title":"开放\u4e2d \"x\" \\ \/"},{"a":null}]}"#,
        #"[0,-1,1.5,1e3,-2E-2,true,false,null,"",[],{},[[[]]],{"a":{"b":{"c":[1,2,3]}}}]"#,
        #"  {"a" : "\ud83d\ude00\n\t\u0000" , "b" : [ 1 , 2 ] }  "#,
        #""just a text""#, "-12.25e+2", "null",
    ]

    @Test func damagedDocumentsAreTakenAsThePlainReaderTakesThem() {
        Fuzzer("JSON", corpus: Self.documents).run(few: 5000) { bytes in
            let own = try? JSONValue(parsing: bytes)
            #expect(own == ReferenceJSON.value(bytes), "\(bytes)")
            #expect(Self.skips(bytes) == (own != nil), "skipping and reading differ: \(bytes)")
            #expect(own.map { Self.wanted(bytes) == Self.wanted($0) } ?? true, "\(bytes)")
        }
    }

    @Test func damagedDocumentsAreTakenAsFoundationTakesThem() throws {
        try Fuzzer("JSON beside Foundation", corpus: Self.documents).run(few: 4000) { try compare($0) }
    }

    /// Whether it can be passed over.
    private static func skips(_ bytes: [UInt8]) -> Bool {
        var scanner = JSONScanner(bytes)
        return (try? scanner.skip()) != nil && (try? scanner.finish()) != nil
    }

    private static let names: JSONNames = ["a", "List", "b", "ItemId"]

    /// The members that a reader of few of them is given; `nil` if it is no object.
    private static func wanted(_ bytes: [UInt8]) -> [JSONMember]? {
        var scanner = JSONScanner(bytes)
        var members: [JSONMember] = []
        let isObject: Void? = try? scanner.object(of: names) { (name, scanner) throws(JSONError) in
            members.append(JSONMember(name, try scanner.value()))
        }
        return isObject.map { members }
    }

    private static func wanted(_ value: JSONValue) -> [JSONMember]? {
        value.members?.filter { ["a", "List", "b", "ItemId"].contains($0.name) }
    }

    @Test(arguments: 1...20)
    func noiseIsTakenAsFoundationTakesIt(seed: UInt64) throws {
        var random = Seeded(seed)
        let alphabet = Array("{}[]\",:\\u0123eE+-. \ntfalsernu\u{1}".utf8)
        for _ in 0..<100 {
            try compare((0..<random.pick(0..<24)).map { _ in alphabet[random.pick(0..<alphabet.count)] })
            try compare((0..<random.pick(0..<24)).map { _ in UInt8.random(in: 0...255, using: &random) })
        }
    }

    private func compare(_ bytes: [UInt8]) throws {
        let own = try? JSONValue(parsing: bytes)
        #expect(Self.skips(bytes) == (own != nil), "skipping and reading differ: \(bytes)")
        guard !bytes.mayBeAnotherEncoding else { return }
        let oracle = try? JSONDecoder().decode(Oracle.self, from: Data(bytes))
        // Foundation's own leniency, where RFC 8259 knows none; nor does it look into a text whose name comes twice.
        if own == nil, bytes.hasTrailingComma { return }
        if own == nil, bytes.contains(UInt8(ascii: "\\")), ReferenceJSON.value(bytes) == nil { return }
        if let oracle {
            let own = try #require(own, "Foundation reads it: \(String(decoding: bytes, as: UTF8.self))")
            #expect(oracle.agrees(with: own), "\(String(decoding: bytes, as: UTF8.self))")
        } else if let own, !own.isBeyondDouble {
            // Taken although Foundation does not: only what is repaired, and written anew it is plain JSON.
            #expect(bytes.needsRepair, "only we read it: \(String(decoding: bytes, as: UTF8.self))")
            let again = try JSONDecoder().decode(Oracle.self, from: Data(own.bytes))
            #expect(again.agrees(with: own))
        }
    }
}

extension [UInt8] {
    /// Foundation guesses UTF-16 and UTF-32 from zeros and marks at the beginning; JSON between machines is UTF-8.
    fileprivate var mayBeAnotherEncoding: Bool {
        prefix(4).contains(0) || starts(with: [0xEF, 0xBB, 0xBF]) || starts(with: [0xFE, 0xFF])
            || starts(with: [0xFF, 0xFE])
    }

    /// A comma with nothing but a closing bracket behind it.
    fileprivate var hasTrailingComma: Bool {
        let dense = filter { $0 > 0x20 }
        return zip(dense, dense.dropFirst()).contains { $0 == 0x2C && ($1 == 0x5D || $1 == 0x7D) }
    }

    /// It holds bytes that are not UTF-8, or an escaped surrogate that may be alone.
    fileprivate var needsRepair: Bool {
        String(validating: self, as: UTF8.self) == nil
            || String(decoding: self, as: UTF8.self).lowercased().contains("\\ud")
    }
}

extension JSONValue {
    /// Holds a number that no `Double` can hold, or only as zero.
    fileprivate var isBeyondDouble: Bool {
        switch self {
        case .number(let digits): Double(digits).map { !$0.isFinite || $0 == 0 || abs($0) < 1e-300 } ?? true
        case .array(let elements): elements.contains(where: \.isBeyondDouble)
        case .object(let members): members.contains { $0.value.isBeyondDouble }
        case .null, .bool, .string: false
        }
    }
}

/// A value as Foundation reads it.
private enum Oracle: Decodable {
    case null, bool(Bool), number(Double), string(String), array([Oracle]), object([String: Oracle])

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let bool = try? container.decode(Bool.self) {
            self = .bool(bool)
        } else if let number = try? container.decode(Double.self) {
            self = .number(number)
        } else if let string = try? container.decode(String.self) {
            self = .string(string)
        } else if let array = try? container.decode([Oracle].self) {
            self = .array(array)
        } else {
            self = .object(try container.decode([String: Oracle].self))
        }
    }

    func agrees(with value: JSONValue) -> Bool {
        switch (self, value) {
        case (.null, .null): true
        case (.bool(let mine), .bool(let yours)): mine == yours
        case (.number(let mine), .number(let yours)): Double(yours) == mine
        case (.string(let mine), .string(let yours)): mine == yours
        case (.array(let mine), .array(let yours)):
            mine.count == yours.count && zip(mine, yours).allSatisfy { $0.agrees(with: $1) }
        case (.object(let mine), .object(let yours)): agree(mine, yours)
        default: false
        }
    }

    /// A name that comes twice is nobody's JSON; which value counts is not compared.
    private func agree(_ mine: [String: Oracle], _ yours: [JSONMember]) -> Bool {
        guard Set(yours.map(\.name)).count == yours.count else { return true }
        return mine.count == yours.count && yours.allSatisfy { mine[$0.name]?.agrees(with: $0.value) ?? false }
    }
}
