import Bridge
import BridgeCore
import Testing

@testable import checkbridge

@Suite struct StateFindingsTests {
    private func verdicts(
        _ folder: StateFolderInspection, allowsNetwork: Bool = false, serviceAnswers: Bool = false,
        cursor: StateFindings.CursorFinding = .none
    ) -> [Check.Name: Check.Verdict] {
        let findings = StateFindings(
            folder: folder, allowsNetwork: allowsNetwork, serviceAnswers: serviceAnswers, cursor: cursor)
        return Dictionary(findings.checks.map { ($0.name, $0.verdict) }, uniquingKeysWith: { $1 })
    }

    @Test func aFolderThatCanBeMadeIsAsGoodAsOneThatIsThere() {
        #expect(verdicts(.init(folder: .usable))[.folder] == .ok)
        #expect(verdicts(.init(folder: .missing(within: "/var/lib")))[.folder] == .ok)
        #expect(verdicts(.init(folder: .unusable(path: "/x", reason: "Permission denied")))[.folder] == .failed)
    }

    @Test func aNetworkFileSystemFailsUnlessItIsAllowed() {
        let folder = StateFolderInspection(folder: .usable, network: "nfs4")
        #expect(verdicts(folder)[.folder] == .failed)
        #expect(verdicts(folder, allowsNetwork: true)[.folder] == .warning)
    }

    @Test func aRunningServiceIsFineAndASilentHolderIsNot() {
        #expect(verdicts(.init(folder: .usable))[.writer] == .ok)
        #expect(verdicts(.init(folder: .usable, holder: 7), serviceAnswers: true)[.writer] == .ok)
        #expect(verdicts(.init(folder: .usable), serviceAnswers: true)[.writer] == .ok)
        #expect(verdicts(.init(folder: .usable, holder: 7))[.writer] == .warning)
    }

    @Test(
        arguments: [
            (nil, nil), (0, Check.Verdict.failed), (16 << 20, .warning), (256 << 20, .ok),
        ] as [(UInt64?, Check.Verdict?)])
    func theDiskMustHaveRoom(free: UInt64?, verdict: Check.Verdict?) {
        #expect(verdicts(.init(folder: .usable, free: free))[.disk] == verdict)
    }

    @Test func aDamagedCursorFails() {
        let folder = StateFolderInspection(folder: .usable)
        #expect(verdicts(folder)[.cursor] == .ok)
        #expect(verdicts(folder, cursor: .readable(findings: 1, owed: 2))[.cursor] == .ok)
        #expect(verdicts(folder, cursor: .damaged("line 1"))[.cursor] == .failed)
    }

    @Test func aPathThatIsTooLongForASocketIsAWarning() {
        var findings = StateFindings(
            folder: .init(folder: .usable), allowsNetwork: false, serviceAnswers: false, cursor: .none)
        findings.socketTrouble = "too long"
        #expect(findings.checks.map(\.verdict) == [.ok, .ok, .warning, .ok])
    }

    @Test(arguments: [
        (ListenAddressProbe.free, false, Check.Verdict.ok), (.inUse, true, .ok), (.inUse, false, .failed),
        (.unusable("Permission denied"), false, .failed),
    ])
    func anAddressInUseIsFineForARunningServiceOnly(probe: ListenAddressProbe, runs: Bool, verdict: Check.Verdict) {
        #expect(ListenFindings(probe: probe, serviceRuns: runs).check.verdict == verdict)
    }
}
