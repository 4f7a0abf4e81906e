import BridgeCore

extension Language {
    /// The line that ends a list which had to be cut.
    func andMore(_ count: Int) -> String {
        switch self {
        case .english: "… and \(count) more"
        case .chinese: "…… 另有 \(count) 项"
        }
    }

    /// What stands on the link to the vendor's page.
    var openInConsole: String { self == .chinese ? "打开控制台" : "Open in console" }

    /// What stands between a label and its value.
    var colon: String { self == .chinese ? "：" : ": " }
}

extension Message.Mark {
    /// As a bar beside a message shows it, `0xRRGGBB`.
    var color: Int {
        switch self {
        case .open(.high): 0xD9_2D20
        case .open(.medium): 0xF7_9009
        case .open(.low): 0xFA_C515
        case .good: 0x12_B76A
        case .trouble: 0x7A_271A
        case .open(.unknown), .aside, .notice: 0x98_A2B3
        }
    }
}
