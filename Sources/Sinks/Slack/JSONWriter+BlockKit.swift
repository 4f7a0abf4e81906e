import BridgeCore

/// The blocks that a message is made of (<https://docs.slack.dev/reference/block-kit/blocks>).
extension JSONWriter {
    mutating func header(_ text: String) {
        object { block in
            block.member("type", "header")
            block.plainText("text", text)
        }
    }

    mutating func section(_ text: String) {
        object { block in
            block.member("type", "section")
            block.name("text")
            block.mrkdwn(text)
        }
    }

    mutating func fields(_ texts: ArraySlice<String>) {
        object { block in
            block.member("type", "section")
            block.member("fields", array: { fields in texts.forEach { fields.mrkdwn($0) } })
        }
    }

    mutating func button(label: String, url: String) {
        object { block in
            block.member("type", "actions")
            block.member(
                "elements",
                array: { elements in
                    elements.object { button in
                        button.member("type", "button")
                        button.plainText("text", label)
                        button.member("url", url)
                    }
                })
        }
    }

    mutating func context(_ text: String) {
        object { block in
            block.member("type", "context")
            block.member(
                "elements",
                array: { elements in
                    elements.object { element in
                        element.member("type", "plain_text")
                        element.member("text", text)
                        element.member("emoji", false)
                    }
                })
        }
    }

    private mutating func plainText(_ name: String, _ text: String) {
        member(
            name,
            object: { object in
                object.member("type", "plain_text")
                object.member("text", text)
                object.member("emoji", false)
            })
    }

    /// `verbatim` keeps Slack from finding links, channels and people in it.
    private mutating func mrkdwn(_ text: String) {
        object { object in
            object.member("type", "mrkdwn")
            object.member("text", text)
            object.member("verbatim", true)
        }
    }
}
