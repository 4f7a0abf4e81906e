extension MessageRenderer {
    func quarantined(_ event: Event) -> Message {
        let file = event.data["file"]?.string ?? "?"
        let headline = word(
            "checkbridge's state was damaged (\(file)) and begins anew", "checkbridge 的状态文件已损坏（\(file)），已重新开始")
        var message = Message(mark: .trouble, headline: headline.onOneLine, footer: footer(event))
        message.add(word("Damage", "损坏原因"), event.data["reason"]?.string)
        let place = [event.data["line"], event.data["byte"]].compactMap { $0?.text }
        message.add(word("Line, byte", "行、字节"), place.joined(separator: ", "))
        let moved = (event.data["moved"]?.array ?? []).prefix(4).compactMap(\.string)
        message.add(word("Kept as", "保留为"), moved.joined(separator: ", "))
        message.note = event.data["advice"]?.string?.onOneLine
        return message
    }
}
