import AlibabaCloud
import BridgeCore
import HTTPTransport
import Synchronization
import Testing

@Suite struct AccountBoundSourceTests {
    /// Answers `GetCallerIdentity` by the key that asks.
    private let vendor = ScriptedVendor { question in
        guard question.action == "GetCallerIdentity" else { return .json(#"{"TotalCount":0,"List":[]}"#) }
        let isSecond = question.header("authorization")?.contains(Keys.two.accessKeyID) == true
        return .json(#"{"AccountId":"\#(isSecond ? 2222 : 1111)"}"#)
    }

    private func source(
        _ provider: any CredentialsProvider, _ vendor: ScriptedVendor, expected: String? = nil
    ) -> AccountBoundSource {
        let time = ManualTime()
        let client = APIClient.testing(vendor, time: time, credentials: provider)
        return AccountBoundSource(
            RiskCheckSource(name: "prod-risk", client: client),
            identities: CallerIdentities(client, surroundings: time.surroundings), expected: expected)
    }

    @Test func pollSaysWhichAccountAnswered() async throws {
        let source = source(ScriptedProvider("s", [.success(Keys.one)]), vendor)
        #expect(source.name == "prod-risk")
        for _ in 0..<3 { #expect(try await source.poll(knowing: [:]).accountID == "1111") }
        #expect(vendor.questions.filter { $0.action == "GetCallerIdentity" }.count == 1)
    }

    @Test func whoeverIsNotTheAccountOfTheConfigurationIsNotAsked() async throws {
        let provider = ScriptedProvider("s", [.success(Keys.one)])
        #expect(try await source(provider, vendor, expected: "1111").poll(knowing: [:]).accountID == "1111")
        let error = try await #require(throws: SourceError.self) {
            try await source(provider, vendor, expected: "3333").poll(knowing: [:])
        }
        #expect(error.reason == .otherAccount)
        #expect(error.message.contains("1111") && error.message.contains("3333"))
    }

    @Test func unknownAccountFailsNoPoll() async throws {
        let vendor = ScriptedVendor { question in
            question.action == "GetCallerIdentity"
                ? .error("NoPermission", status: 403) : .json(#"{"TotalCount":0,"List":[]}"#)
        }
        let poll = try await source(Keys.permanent, vendor).poll(knowing: [:])
        #expect(poll.accountID == nil)
        #expect(poll.snapshots.count == 1)
    }

    @Test func changeOfAccountWithinAPollIsNoAnswer() async throws {
        // Before the poll it is asked for four times: for its id, to sign, for its id again, and then to sign the poll.
        let provider = ScriptedProvider(
            "s", Array(repeating: .success(Keys.one), count: 3) + [.success(Keys.two)])
        let error = try await #require(throws: SourceError.self) {
            try await source(provider, vendor).poll(knowing: [:])
        }
        #expect(error.reason == .otherAccount)
        #expect(error.message.contains("1111") && error.message.contains("2222"))
    }
}
