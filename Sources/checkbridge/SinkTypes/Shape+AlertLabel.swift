import BridgeCore
import Sinks

extension Shape where Value == [AlertLabel] {
    /// Labels as Prometheus and its relatives have them.
    static var alertLabels: Shape {
        let members = Shape<[JSONMember]>.members
        return Shape(placeholder: [], schema: members.schema) { node, path, reading in
            guard let members = members.read(node, path, &reading) else { return nil }
            for member in members where member.name.wholeMatch(of: /[a-zA-Z_][a-zA-Z0-9_]{0,99}/) == nil {
                reading.report("\(member.name.quoted) cannot be the name of a label", at: node, path)
            }
            return members.compactMap { member in
                switch member.value {
                case .string(let text), .number(let text): AlertLabel(name: member.name, value: text)
                default: nil
                }
            }
        }
    }
}
