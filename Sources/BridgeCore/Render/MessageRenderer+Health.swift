extension MessageRenderer {
    func source(_ event: Event, _ health: EventType.SourceHealth) -> Message {
        let mark: Message.Mark = health == .recovered ? .good : .trouble
        var message = Message(
            mark: mark, headline: headline(event, headline(ofSource: event, health)), footer: footer(event))
        message.add(word("Account", "账号"), account(event))
        if health == .stale { addScopes(event.data, to: &message) } else { addReason(event.data, to: &message) }
        addDuration(event, recovered: health == .recovered, to: &message)
        message.add(word("Failed polls", "失败次数"), event.data["failures"]?.text)
        message.note = event.data["advice"]?.string?.onOneLine
        return message
    }

    func sink(_ event: Event, _ health: EventType.SinkHealth) -> Message {
        let mark: Message.Mark =
            switch health {
            case .failing, .paused: .trouble
            case .recovered: .good
            case .test: .notice
            }
        var message = Message(mark: mark, headline: headline(ofSink: event, health).onOneLine, footer: footer(event))
        message.add(word("Goes to", "目标"), event.data["endpoint"]?.string)
        message.add(word("Type", "类型"), event.data["type"]?.string)
        if health != .test { addReason(event.data, to: &message) }
        addDuration(event, recovered: health == .recovered, to: &message)
        message.add(word("Waiting to be sent", "待发送"), event.data["backlog"]?.text)
        message.note = health == .test ? event.data["message"]?.string?.onOneLine : nil
        return message
    }

    private func headline(ofSource event: Event, _ health: EventType.SourceHealth) -> String {
        let name = event.sourceName ?? event.source
        let data = event.data
        switch health {
        case .failing:
            let reason = data["reason"]?.string.map(reason) ?? ""
            return word("Source \(name) is failing: \(reason)", "数据源 \(name) 异常：\(reason)")
        case .recovered: return word("Source \(name) works again", "数据源 \(name) 已恢复")
        case .suspect:
            let lost = data["lost"]?.text ?? "?"
            let open = data["open"]?.text ?? "?"
            return word(
                "Held back: \(lost) of \(open) open findings of \(scope(event)) disappeared at once",
                "已暂缓：\(scope(event)) 的 \(open) 项未解决风险一次消失 \(lost) 项")
        case .stale:
            let count = data["count"]?.text ?? "?"
            return data["reason"]?.string == "check_time"
                ? word("\(scope(event)) has not been checked for long", "\(scope(event)) 长时间未重新检查")
                : word("\(scope(event)): \(count) findings still under way", "\(scope(event))：\(count) 项长时间处于检查中")
        }
    }

    private func headline(ofSink event: Event, _ health: EventType.SinkHealth) -> String {
        let name = event.data["sink"]?.string ?? event.source
        return switch health {
        case .failing: word("Sink \(name) is failing", "通知渠道 \(name) 异常")
        case .paused: word("Sink \(name) is paused: it refuses its configuration", "通知渠道 \(name) 已暂停：配置被拒绝")
        case .recovered: word("Sink \(name) works again", "通知渠道 \(name) 已恢复")
        case .test: word("Test message for sink \(name)", "通知渠道 \(name) 测试消息")
        }
    }

    /// `prod-acl, Internet/PolicyDuplicate`
    private func scope(_ event: Event) -> String {
        [event.sourceName ?? event.source, event.data["scope"]?.string ?? ""].filter { !$0.isEmpty }
            .joined(separator: " ")
    }

    private func reason(_ code: String) -> String {
        switch code {
        case "credentials": word("the credentials do not work", "访问凭证无效")
        case "permission": word("permission denied", "权限不足")
        case "unavailable": word("no usable answer", "无有效应答")
        case "retired": word("the vendor retired this API", "接口已下线")
        case "other_account": word("the credentials are another account's", "凭证属于其他账号")
        case "request": word("the request was refused", "请求被拒绝")
        default: code
        }
    }

    /// The vendor's words, as an operator will search for them.
    private func addReason(_ data: JSONValue, to message: inout Message) {
        if data["code"] == nil { message.add(word("Reason", "原因"), data["reason"]?.string) }
        message.add(word("Error code", "错误码"), data["code"]?.text)
        message.add(word("Error", "错误信息"), data["message"]?.text)
        message.add(word("Operation", "操作"), data["operation"]?.text)
        message.add(word("Request ID", "请求 ID"), data["request_id"]?.text)
        message.add(word("Polls in a row", "连续轮询"), data["polls"]?.text)
    }

    private func addScopes(_ data: JSONValue, to message: inout Message) {
        let scopes = data["scopes"]?.array?.compactMap(\.string) ?? []
        message.add(word("Checks", "检查项"), scopes.isEmpty ? nil : scopes.prefix(20).joined(separator: ", "))
    }

    private func addDuration(_ event: Event, recovered: Bool, to message: inout Message) {
        message.add(
            recovered ? word("Was failing since", "异常开始于") : word("Since", "开始时间"), time("since", in: event.data))
        if recovered { message.add(word("Lasted", "持续时间"), span(since: "since", event)) }
    }
}
