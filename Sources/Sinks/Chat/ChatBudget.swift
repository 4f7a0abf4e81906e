import BridgeCore

/// How much of a message a chat takes, in its own unit and after its own escape.
struct ChatBudget {
    var unit: TextUnit
    /// Of everything together, with what stands around it.
    var total: Int
    /// What stands around all parts: marks, headings, the words on a link, the skeleton of a card.
    var frame: Int
    /// What stands around one fact or one item.
    var around: Int
    var headline: Int
    var label = 80
    var fact: Int
    /// How many facts there may be.
    var facts = 20
    var note: Int
    var item: Int
    /// Of all items together.
    var list: Int
    var footer = 300
    /// Makes foreign text harmless, in at most so many units. It never cuts within an escape.
    var escape: (String, Int) -> String
}
