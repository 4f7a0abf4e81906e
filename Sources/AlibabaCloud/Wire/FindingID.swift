/// What may be a finding's id.
enum FindingID {
    /// The cursor keeps no longer ones.
    static let maximumBytes = 256
    /// Stands for the id of the only finding of a scope that has none.
    static let anonymous = "-"

    /// Why `id` cannot be one; `nil` if it can.
    static func fault(in id: String) -> String? {
        if id.isEmpty { return "a finding came without an id" }
        return id.utf8.count > maximumBytes ? "a finding's id is longer than \(maximumBytes) bytes" : nil
    }
}
