import AlibabaCloud
import BridgeCore
import Synchronization
import Testing

@Suite struct CredentialsChainTests {
    @Test func keepsToTheFirstThatHasAny() async throws {
        let first = ScriptedProvider("first", [.success(Keys.one)])
        let second = ScriptedProvider("second", [.success(Keys.two)])
        let chain = CredentialsChain([EnvironmentCredentials([:]), first, second])
        #expect(try await chain.credentials() == Keys.one)
        #expect(try await chain.credentials() == Keys.one)
        #expect(second.calls == 0)
    }

    @Test func whatOnlyFailedIsAskedAgain() async throws {
        let first = ScriptedProvider("oidc", [.failure(.unusable("the network")), .success(Keys.one)])
        let second = ScriptedProvider("metadata", [.success(Keys.two)])
        let chain = CredentialsChain([first, second])
        #expect(try await chain.credentials() == Keys.two)
        #expect(try await chain.credentials() == Keys.one)
        #expect(try await chain.credentials() == Keys.one)
    }

    @Test func chosenOneIsNotLeftForAnother() async throws {
        let first = ScriptedProvider("first", [.success(Keys.one), .failure(.unusable("the network"))])
        let chain = CredentialsChain([first, ScriptedProvider("second", [.success(Keys.two)])])
        #expect(try await chain.credentials() == Keys.one)
        await #expect(throws: CredentialsError.unusable("the network")) { try await chain.credentials() }
    }

    @Test func failureCanBeTheEnd() async throws {
        let first = ScriptedProvider("first", [.failure(.unusable("the network"))])
        let chain = CredentialsChain([first, ScriptedProvider("second", [.success(Keys.two)])], endsAtFailure: true)
        await #expect(throws: CredentialsError.unusable("the network")) { try await chain.credentials() }
    }

    @Test func saysWhatWasTried() async throws {
        let chain = CredentialsChain([EnvironmentCredentials([:])])
        await #expect(
            throws: CredentialsError.exhausted([
                .init(provider: "environment", reason: "ALIBABA_CLOUD_ACCESS_KEY_ID is not set")
            ])
        ) { try await chain.credentials() }
    }

    @Test func originTellsWhatWasTriedBefore() async throws {
        let chain = CredentialsChain([EnvironmentCredentials([:]), ScriptedProvider("static", [.success(Keys.one)])])
        for _ in 0..<2 {
            let origin = try await chain.resolved().origin
            #expect(origin.provider == "static")
            #expect(origin.tried.map(\.provider) == ["environment"])
        }
    }

    @Test func originShowsTheEndsOfTheKeyOnly() async throws {
        let origin = try await Keys.permanent.resolved().origin
        #expect(origin.detail == [.init("access key", "LTAI…sts0")])
        #expect(!"\(origin)".contains(Keys.id))
    }

    @Test func shortKeyIsNotShownAtAll() async throws {
        let provider = ScriptedProvider(
            "static", [.success(Credentials(accessKeyID: "short-key", accessKeySecret: "s"))])
        #expect(try await provider.resolved().origin.detail == [.init("access key", "***")])
    }
}
