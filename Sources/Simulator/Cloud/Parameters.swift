import BridgeCore

/// The parameters of an API call, in the order in which they arrived.
struct Parameters: Sendable {
    let pairs: [(name: String, value: String)]

    /// The value of that name; an empty one counts as not given.
    subscript(name: String) -> String? {
        pairs.first { $0.name == name }.flatMap { $0.value.isEmpty ? nil : $0.value }
    }

    func required(_ name: String) throws(VendorError) -> String {
        guard let value = self[name] else { throw .missing(name) }
        return value
    }

    func integer(_ name: String, in range: ClosedRange<Int>) throws(VendorError) -> Int? {
        guard let text = self[name] else { return nil }
        guard let number = Int(text), range.contains(number) else { throw .invalid(name) }
        return number
    }

    func required(_ name: String, in range: ClosedRange<Int>) throws(VendorError) -> Int {
        guard let number = try integer(name, in: range) else { throw .missing(name) }
        return number
    }

    /// A value that must be one of `words`.
    func word(_ name: String, of words: [String]) throws(VendorError) -> String? {
        guard let word = self[name] else { return nil }
        guard words.contains(word) else { throw .invalid(name) }
        return word
    }

    /// The members of a list of words, `Name.1` to `Name.N` without a gap; any words if `words` is not given.
    func words(
        _ name: String, of words: [String]? = nil, atMost limit: Int = 100
    ) throws(VendorError) -> Set<String> {
        var found: Set<String> = []
        var count = 0
        while let word = self["\(name).\(count + 1)"] {
            guard words?.contains(word) ?? true else { throw .invalid(name) }
            found.insert(word)
            count += 1
        }
        guard count == pairs.count(where: { $0.name.hasPrefix(name + ".") }), count <= limit else {
            throw .invalid(name)
        }
        return found
    }

    /// The members of a list, `Name.1` to `Name.N` without a gap.
    func integers(_ name: String, atMost limit: Int) throws(VendorError) -> [Int] {
        var numbers: [Int] = []
        while let text = self["\(name).\(numbers.count + 1)"] {
            guard let number = Int(text), number >= 0 else { throw .invalid(name) }
            numbers.append(number)
        }
        guard numbers.count == pairs.count(where: { $0.name.hasPrefix(name + ".") }), numbers.count <= limit else {
            throw .invalid(name)
        }
        return numbers
    }

    var lang: Language {
        get throws(VendorError) {
            switch try word("Lang", of: ["zh", "en"]) {
            case "en": .english
            default: .chinese
            }
        }
    }
}
