package import BridgeCore

/// One of Security Center's two APIs that list what its configuration assessment found, page by page.
package protocol CheckListAPI: Sendable {
    associatedtype Filter: CheckListFilter
    associatedtype Page: CheckListPage

    static var action: Action { get }

    /// Why it may show no check although the console does, besides the account's data being in another data centre.
    static var otherReasonForNone: String { get }
}

/// What of a list is asked for.
package protocol CheckListFilter: Sendable, Hashable {
    /// Asks for everything.
    init()

    /// The filter in one spelling: equal for filters that ask for the same.
    var fingerprint: String { get }

    /// The parameters of the requests that together ask for everything.
    var queries: [[QueryParameter]] { get }
}

/// One page of a list, as far as it decides anything.
package protocol CheckListPage: Sendable {
    associatedtype Row: CheckListRow

    /// - Throws: ``AnswerError`` if it is no such page.
    init(decoding bytes: [UInt8]) throws(AnswerError)

    /// How many checks there are on all pages together; `nil` if the answer does not say.
    var totalCount: Int64? { get }
    var rows: [Row] { get }
    /// The answer, which the rows' places refer to.
    var bytes: [UInt8] { get }
}

/// One check: what decides, and how to read the rest of it.
package protocol CheckListRow: Sendable {
    /// Empty if there was none.
    var id: String { get }
    /// Empty if there was none.
    var status: String { get }
    var severity: Severity { get }
    var affected: Int32 { get }
    /// When the vendor last looked; `nil` if it does not say.
    var checkedAt: Timestamp? { get }

    /// Reads the rest of the check from the answer that it stands in.
    func description(in bytes: [UInt8]) -> FindingDescription
}
