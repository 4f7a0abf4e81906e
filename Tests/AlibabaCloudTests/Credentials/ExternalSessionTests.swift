import AlibabaCloud
import BridgeCore
import Testing

@Suite struct ExternalSessionTests {
    private static let permanent =
        #"{"mode":"AK","access_key_id":"\#(Keys.id)","access_key_secret":"\#(Keys.secret)"}"#
    private static let temporary =
        #"{"mode":"StsToken","access_key_id":"\#(Keys.id)","access_key_secret":"\#(Keys.secret)","#
        + #""sts_token":"\#(Keys.token)","expiration":"2025-11-21T09:09:10Z"}"#

    private func world(_ result: Result<String, CommandError>, _ environment: [String: String] = [:]) -> ScriptedWorld {
        ScriptedWorld(environment: environment, command: result)
    }

    @Test func temporaryCredentialsAreRead() async throws {
        let world = world(.success(Self.temporary))
        let credentials = try await world.provider(of: .external(command: .literal("tool"))).credentials()
        #expect(credentials.securityToken == Keys.token)
        #expect(credentials.expiry == Timestamp(rfc3339: "2025-11-21T09:09:10Z"))
    }

    @Test func programIsNotRunForEveryCall() async throws {
        let world = world(.success(Self.permanent))
        let provider = world.provider(of: .external(command: .literal("tool")))
        for _ in 0..<3 { _ = try await provider.credentials() }
        #expect(world.commands.count == 1)
        try await world.time.surroundings.sleep(.seconds(900))
        _ = try await provider.credentials()
        #expect(world.commands.count == 2)
    }

    @Test(arguments: [
        ("tool a  b", ["tool", "a", "b"]), (#"tool "a b" 'c d'"#, ["tool", "a b", "c d"]),
        (#"tool a\ b "\"q\" \x" '\n'"#, ["tool", "a b", #""q" \x"#, #"\n"#]), (#"tool "" x"#, ["tool", "", "x"]),
        ("tool $HOME; rm -rf /", ["tool", "$HOME;", "rm", "-rf", "/"]),
    ]) func textIsTakenApartWithoutAShell(text: String, words: [String]) async throws {
        let world = world(.success(Self.permanent))
        _ = try await world.provider(of: .external(command: .literal(text))).credentials()
        #expect(world.commands.map(\.arguments) == [words])
    }

    @Test(arguments: [#"tool "a"#, "tool 'a", #"tool a\"#]) func openQuoteIsAnError(text: String) async throws {
        let world = world(.success(Self.permanent))
        await #expect(throws: CredentialsError.unusable("process_command has a quote or an escape without an end")) {
            try await world.provider(of: .external(command: .literal(text))).credentials()
        }
        #expect(world.commands.isEmpty)
    }

    @Test func onlyTheHarmlessEnvironmentIsInherited() async throws {
        let world = world(
            .success(Self.permanent),
            ["PATH": "/bin", "HOME": "/home/me", "ALIBABA_CLOUD_ACCESS_KEY_SECRET": "x", "SLACK_WEBHOOK_URL": "y"])
        _ = try await world.provider(of: .external(command: .literal("tool"))).credentials()
        let command = try #require(world.commands.first)
        #expect(command.environment == ["PATH": "/bin", "HOME": "/home/me"])
        #expect(command.timeout == .seconds(60))
        #expect(command.outputLimit == 64 << 10)
    }

    @Test(arguments: [
        Result<String, CommandError>.failure(.timedOut(.seconds(60))), .failure(.failed(status: 3)),
        .failure(.killed(signal: 9)), .failure(.tooMuchOutput(limit: 1)), .failure(.notStarted("no such program")),
        .success("hush-hush"), .success(#"{"mode":"Hush-hush"}"#),
        .success(#"{"mode":"AK","access_key_id":"hush-hush"}"#),
        .success(#"{"mode":"StsToken","access_key_id":"hush-hush","access_key_secret":"hush-hush"}"#),
    ]) func errorsShowNothingOfCommandOrOutput(result: Result<String, CommandError>) async throws {
        let error = try await #require(throws: CredentialsError.self) {
            try await world(result).provider(of: .external(command: .literal("tool --password=pass-word")))
                .credentials()
        }
        #expect(error.description.contains("the program of process_command"))
        #expect(!error.description.lowercased().contains("hush-hush"))
        #expect(!error.description.contains("pass-word"))
    }
}
