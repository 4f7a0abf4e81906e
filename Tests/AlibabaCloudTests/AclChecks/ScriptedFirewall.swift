import AlibabaCloud
import BridgeCore
import Synchronization

/// A Cloud Firewall that plays its part: lists of tasks that may change from call to call, and each task's pages.
final class ScriptedFirewall: Sendable {
    struct Task: Sendable {
        var id: String
        var check = "PolicyHitCountZero"
        var status = "Checked"
        var time: String? = "100"

        var json: String {
            let time = time.map { #""\#($0)""# } ?? "null"
            return """
                {"TaskId":"\(id)","CheckName":"\(check)","CheckStatus":"\(status)","Level":"High","LastCheckTime":\(time)}
                """
        }
    }

    struct Page: Sendable {
        var ids: [String]
        /// Made different, so that findings without an id are not the same bytes.
        var order = 1

        func json(task: String, time: String) -> String {
            let findings = ids.map { id in
                #"{"Acl":{"AclUuid":"\#(id)","Order":\#(order)},"AclStatus":"Pending"}"#
            }
            return """
                {"CheckRecord":{"TaskId":"\(task)","LastCheckTime":"\(time)","Level":"High",
                "Acls":[\(findings.joined(separator: ","))]}}
                """
        }
    }

    /// By type, what each call of DescribeAclChecks gives; the last is repeated. A type that is not there has none.
    private let lists: [String: [[Task]]]
    /// By task; what comes after the last page is empty, or it again.
    private let pages: [String: [Page]]
    private let repeatsLastPage: Bool
    private let calls = Mutex<[String: Int]>([:])

    init(lists: [String: [[Task]]], pages: [String: [Page]], repeatsLastPage: Bool = false) {
        self.lists = lists
        self.pages = pages
        self.repeatsLastPage = repeatsLastPage
    }

    var vendor: ScriptedVendor { ScriptedVendor { [self] in answer($0) } }

    func answer(_ question: Question) -> ScriptedVendor.Answer {
        question.action == "DescribeAclChecks" ? list(of: question.parameter("AclType") ?? "") : page(question)
    }

    private func list(of type: String) -> ScriptedVendor.Answer {
        let call = calls.withLock { calls in
            calls[type, default: 0] += 1
            return calls[type, default: 0] - 1
        }
        let lists = lists[type] ?? [[]]
        let records = lists[min(call, lists.count - 1)].map(\.json).joined(separator: ",")
        return .json(#"{"CheckRecords":{"AclType":"\#(type)","Records":[\#(records)]}}"#)
    }

    private func page(_ question: Question) -> ScriptedVendor.Answer {
        let task = question.parameter("TaskId") ?? ""
        guard let pages = pages[task] else { return .error("ErrorAclCheckNotExist", status: 400) }
        let number = Int(question.parameter("PageNo") ?? "") ?? 0
        let past = repeatsLastPage ? pages.last : nil
        let page = number <= pages.count ? pages[number - 1] : past ?? Page(ids: [])
        let time = lists.values.joined().joined().first { $0.id == task }?.time ?? "100"
        return .json(page.json(task: task, time: time))
    }
}
