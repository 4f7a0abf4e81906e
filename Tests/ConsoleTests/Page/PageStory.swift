import BridgeCore

/// Some days in the life of an account, for pages to show.
extension PageFixture.Stage {
    private static let gateway = Check(
        id: "13", title: "ECS instance exposes high-risk ports to the Internet", status: "failed", severity: .high,
        affected: 12, url: "https://yundun.console.aliyun.com/?p=sas")

    private static let baseline: [Check] =
        [
            Check(
                id: "3", title: "RAM user has no multi-factor authentication", status: "failed", severity: .high,
                affected: 2),
            Check(id: "7", title: "OSS bucket is publicly readable", status: "pass", severity: .high),
            Check(
                id: "9", title: "RDS whitelist is open to 0.0.0.0/0", status: "failed", severity: .medium, affected: 4),
            Check(id: "11", title: "ActionTrail is not enabled in all regions", status: "failed", severity: .medium),
            gateway.with(status: "pass"),
            Check(
                id: "17", title: "SLB listener uses an outdated TLS version", status: "failed", severity: .low,
                affected: 3),
        ]
        + (20..<60).map {
            Check(
                id: "\($0)", title: "Configuration check \($0)", status: $0 % 4 == 0 ? "failed" : "pass",
                severity: $0 % 8 == 0 ? .medium : .low)
        }

    private static let chinese = Check(
        id: "a81f-22", title: "访问控制策略超过 30 天未命中", status: "Pending", severity: .medium,
        details: #"{"AclAssessmentDetail":"该策略近 30 天无命中，建议确认后删除。"}"#)

    /// Baselines, and then changes over four days.
    func live() async throws {
        try await poll("prod-risk", Self.baseline)
        try await poll("prod-acl", [Self.chinese.with(status: "Processed")], part: Self.acl)
        try await poll("intl-risk", [Self.baseline[1]])
        clock.move(.seconds(26 * 3600))
        var now = Self.baseline
        now[1].status = "failed"
        try await poll("prod-risk", now)
        clock.move(.seconds(20 * 3600))
        now[2].status = "pass"
        try await poll("prod-risk", now)
        try await poll("prod-acl", [Self.chinese], part: Self.acl)
        clock.move(.seconds(31 * 3600))
        now[4] = Self.gateway
        try await poll("prod-risk", now)
        clock.move(.seconds(2 * 3600 + 780))
        now[5].affected = 9
        now[1].status = "pass"
        try await poll("prod-risk", now)
        try await poll("intl-risk", [Self.baseline[1].with(status: "failed")])
        clock.move(.seconds(640))
        now[1].status = "failed"
        try await poll("prod-risk", now)
        try await poll("prod-acl", [Self.chinese], part: Self.acl)
        try await poll("intl-risk", [Self.baseline[1].with(status: "failed")])
        clock.move(.seconds(48))
    }

    static let acl = Scope.Part.aclCheck(type: "Internet", check: "PolicyHitCountZero")
}

extension PageFixture.Stage.Check {
    func with(status: String) -> PageFixture.Stage.Check {
        var copy = self
        copy.status = status
        return copy
    }
}
