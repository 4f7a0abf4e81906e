import BridgeCore
import Sinks

extension Shape where Value == [AlertLabel] {
    /// Labels as Prometheus and its relatives have them.
    /// - Parameters:
    ///   - count: how many there may be.
    ///   - own: names of which we give the values.
    static func alertLabels(_ count: ClosedRange<Int>, besides own: [String]) -> Shape {
        let members = Shape<[JSONMember]>.members(besides: own)
        return Shape(placeholder: [], schema: members.schema) { node, path, reading in
            guard let members = members.read(node, path, &reading) else { return nil }
            if !count.contains(members.count) {
                reading.report("must be \(count.lowerBound) to \(count.upperBound) labels", at: node, path)
            }
            return members.compactMap { member in
                let label = AlertLabel(checking: member)
                if label == nil { reading.report(fault(of: member.name), at: node, path) }
                return label
            }
        }
    }

    private static func fault(of name: String) -> String {
        "\(name.quoted) is no label: a name of letters, digits and _, and a text of 1 to \(AlertLabel.maximumBytes) bytes"
    }
}

extension AlertLabel {
    fileprivate static let maximumBytes = 100

    /// `nil` if it would not be taken as it is.
    fileprivate init?(checking member: JSONMember) {
        let value: String
        switch member.value {
        case .string(let text), .number(let text): value = text
        case .bool(let truth): value = String(truth)
        case .null, .array, .object: return nil
        }
        guard member.name.wholeMatch(of: /[a-zA-Z_][a-zA-Z0-9_]{0,99}/) != nil,
            (1...Self.maximumBytes).contains(value.utf8.count)
        else { return nil }
        self.init(name: member.name, value: value)
    }
}
