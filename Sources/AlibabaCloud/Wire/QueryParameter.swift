import BridgeCore

/// One parameter of a request's query, not escaped.
package struct QueryParameter: Sendable, Hashable {
    package var name: String
    package var value: String

    package init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }
}

extension [QueryParameter] {
    mutating func append(_ name: String, _ value: some CustomStringConvertible) {
        append(QueryParameter(name, value.description))
    }

    mutating func append(_ name: String, ifPresent value: (some CustomStringConvertible)?) {
        if let value { append(name, value) }
    }

    /// Appends a list the vendor's way: `ItemIds.1`, `ItemIds.2`, counted from one.
    mutating func append(_ name: String, list values: [String]) {
        for (index, value) in values.enumerated() { append("\(name).\(index + 1)", value) }
    }

    /// Sorted by the bytes of the whole name (`ItemIds.10` before `ItemIds.2`), values escaped, names not: as the
    /// vendor's SDKs do it.
    var canonical: String {
        let sorted = self.sorted { left, right in
            left.name.utf8.elementsEqual(right.name.utf8)
                ? left.value.utf8.lexicographicallyPrecedes(right.value.utf8)
                : left.name.utf8.lexicographicallyPrecedes(right.name.utf8)
        }
        return sorted.map { "\($0.name)=\(PercentEncoding.component($0.value))" }.joined(separator: "&")
    }

    /// As it goes into the URL: a blank is `+` there, as the vendor's SDKs send it.
    var wire: String {
        canonical.split(separator: "%20", omittingEmptySubsequences: false).joined(separator: "+")
    }
}
