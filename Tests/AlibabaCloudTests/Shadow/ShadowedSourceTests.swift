import AlibabaCloud
import Testing

@testable import BridgeCore

@Suite struct ShadowedSourceTests {
    private static let items =
        #"{"TotalCount":2,"List":[{"ItemId":5,"Title":"RDS","Status":"failed","RiskLevel":"high"},"#
        + #"{"ItemId":6,"Title":"SLB","Status":"pass","RiskLevel":"high"}]}"#

    private static func checks(_ status: String) -> String {
        #"{"PageInfo":{"TotalCount":2},"Checks":[{"CheckId":105,"CheckShowName":"RDS","Status":"\#(status)","#
            + #""RiskLevel":"HIGH"},{"CheckId":106,"CheckShowName":"CDN","Status":"NOT_PASS","RiskLevel":"LOW"}]}"#
    }

    /// A vendor that answers both.
    private func vendor(_ answer: @escaping @Sendable () -> ScriptedVendor.Answer) -> ScriptedVendor {
        ScriptedVendor { $0.action == "ListCheckResult" ? answer() : .json(Self.items) }
    }

    private func shadowed(_ vendor: ScriptedVendor) -> ShadowedSource {
        ShadowedSource(
            RiskCheckSource(name: "s", client: .testing(vendor)),
            shadow: CheckResultSource(name: "s", client: .testing(vendor)))
    }

    @Test func whatTheOtherSaysCausesNothing() async throws {
        let poll = try await shadowed(vendor { .json(Self.checks("PASS")) }).poll(knowing: [:])
        #expect(poll.snapshots.map(\.completeness) == [.complete])
        #expect(poll.snapshots.first?.changed.map(\.id) == ["5", "6"])
        #expect(poll.snapshots.first?.filter == "")
        #expect(poll.failures.isEmpty)
    }

    @Test func disagreementIsSaidInWords() async throws {
        let poll = try await shadowed(vendor { .json(Self.checks("PASS")) }).poll(knowing: [:])
        #expect(
            poll.remarks == [
                "shadow: DescribeRiskCheckResult and ListCheckResult differ on 1 of 1 checks that both have "
                    + "(0 of them under the same number); only the one has 1 more, only the other 1",
                "shadow: RDS: status failed, but pass in ListCheckResult",
                "shadow: only DescribeRiskCheckResult has: SLB", "shadow: only ListCheckResult has: CDN",
            ])
    }

    @Test func theSameIsNotSaidTwice() async throws {
        let source = shadowed(vendor { .json(Self.checks("NOT_PASS")) })
        #expect(try await source.poll(knowing: [:]).remarks.first?.contains("agree on all 1 checks") == true)
        #expect(try await source.poll(knowing: [:]).remarks.isEmpty)
    }

    @Test func whatChangedIsSaidAgain() async throws {
        let source = shadowed(
            ScriptedVendor { question in
                guard question.action == "ListCheckResult" else { return .json(Self.items) }
                return .json(Self.checks(question.number < 2 ? "NOT_PASS" : "PASS"))
            })
        _ = try await source.poll(knowing: [:])
        #expect(try await source.poll(knowing: [:]).remarks.contains { $0.contains("failed, but pass") })
    }

    @Test func otherThatFailsFailsNothing() async throws {
        let poll = try await shadowed(vendor { .error("InvalidAction.NotFound", status: 404) }).poll(knowing: [:])
        #expect(poll.failures.isEmpty)
        #expect(poll.snapshots.map(\.count) == [2])
        #expect(poll.remarks.count == 1)
        #expect(poll.remarks.first?.contains("ListCheckResult cannot be compared with: InvalidAction.NotFound") == true)
    }

    @Test func ownThatFailsIsTheFailure() async throws {
        let vendor = ScriptedVendor { question in
            question.action == "ListCheckResult"
                ? .json(Self.checks("PASS")) : .error("InvalidAction.NotFound", status: 404)
        }
        let error = await #expect(throws: SourceError.self) { try await shadowed(vendor).poll(knowing: [:]) }
        #expect(error?.reason == .retired)
        #expect(error?.advice.contains("type to check_results") == true)
    }

    @Test func whatIsKnownIsStillCompared() async throws {
        var known = FindingTable()
        known.append(
            FindingRow(
                status: "failed", firstSeen: Timestamp(seconds: 1), since: Timestamp(seconds: 1), affected: 0,
                severity: .high, title: 0, category: 0, assetType: 0), id: "5")
        let scope = Scope(source: "s", part: .riskChecks)
        let poll = try await shadowed(vendor { .json(Self.checks("PASS")) }).poll(knowing: [scope: known])
        #expect(poll.snapshots.first?.unchanged.contains(0) == true)
        #expect(poll.snapshots.first?.changed.map(\.id) == ["6"])
        #expect(poll.remarks.contains { $0.contains("RDS: status failed, but pass") })
    }

    @Test func successorMayBeTheOneThatTells() async throws {
        let vendor = vendor { .json(Self.checks("PASS")) }
        let source = ShadowedSource(
            CheckResultSource(name: "s", client: .testing(vendor)),
            shadow: RiskCheckSource(name: "s", client: .testing(vendor)))
        let poll = try await source.poll(knowing: [:])
        #expect(poll.snapshots.first?.changed.map(\.id) == ["check-105", "check-106"])
        #expect(poll.remarks.contains("shadow: RDS: status pass, but failed in DescribeRiskCheckResult"))
    }

    @Test func remarksAreFewHoweverMuchDiffers() async throws {
        let vendor = ScriptedVendor { question in
            let isOther = question.action == "ListCheckResult"
            let checks = (1...300).map { number in
                let title = number > 200 ? "\(question.action) \(number)" : "Check \(number)"
                return isOther
                    ? #"{"CheckId":\#(number),"CheckShowName":"\#(title)","Status":"PASS","RiskLevel":"LOW"}"#
                    : #"{"ItemId":\#(number),"Title":"\#(title)","Status":"failed","RiskLevel":"high"}"#
            }.joined(separator: ",")
            return .json(
                isOther
                    ? #"{"PageInfo":{"TotalCount":300},"Checks":[\#(checks)]}"#
                    : #"{"TotalCount":300,"List":[\#(checks)]}"#)
        }
        let remarks = try await shadowed(vendor).poll(knowing: [:]).remarks
        #expect(remarks.count == 9)
        #expect(remarks[0].contains("differ on 200 of 200 checks"))
        #expect(remarks[6] == "shadow: and 395 more points of difference")
        #expect(remarks[7].hasSuffix("and 95 more"))
        #expect(remarks.allSatisfy { $0.utf8.count < 600 })
    }
}
