/// Which requests a fault befalls.
package struct FaultRule: Sendable, Equatable {
    /// An API's action (`DescribeAclCheck`), a sink (`slack`, `dingtalk`, `webhook`, `webhook/NAME`) or `*`.
    package var target: String
    package var fault: Fault
    /// Only requests for this page.
    package var page: Int?
    /// Requests that pass first.
    package var after: Int
    /// Requests that are befallen.
    package var times: Int

    package init(_ target: String, _ fault: Fault, page: Int? = nil, after: Int = 0, times: Int = 1) {
        (self.target, self.fault, self.page, self.after, self.times) = (target, fault, page, after, times)
    }

    func matches(_ target: String, page: Int?) -> Bool {
        let isMeant = self.target == "*" || target == self.target || target.hasPrefix(self.target + "/")
        return isMeant && (self.page == nil || self.page == page)
    }
}

/// The faults to come.
package struct FaultPlan: Sendable {
    static let maximumRules = 1000

    package private(set) var rules: [FaultRule] = []

    /// Whether there was room for it.
    mutating func add(_ rule: FaultRule) -> Bool {
        guard rules.count < Self.maximumRules, rule.times > 0 else { return false }
        rules.append(rule)
        return true
    }

    /// The fault of a request, counted down; rules are asked in the order in which they were added.
    mutating func take(_ target: String, page: Int?) -> Fault? {
        for index in rules.indices where rules[index].matches(target, page: page) {
            if rules[index].after > 0 {
                rules[index].after -= 1
                continue
            }
            return use(index)
        }
        return nil
    }

    private mutating func use(_ index: Int) -> Fault {
        let fault = rules[index].fault
        rules[index].times -= 1
        if rules[index].times == 0 { rules.remove(at: index) }
        return fault
    }
}
