import AlibabaCloud
import BridgeCore
import Testing

@Suite struct INIProfileFileTests {
    private let end = Timestamp(seconds: 1_763_712_550) + .seconds(3600)

    private func world(
        _ text: String, at path: String = "/home/me/.alibabacloud/credentials.ini",
        environment: [String: String] = [:]
    ) -> ScriptedWorld {
        ScriptedWorld(
            environment: environment, files: [path: text],
            vendor: ScriptedVendor(script: [.session("STS.one", until: end)]))
    }

    @Test(arguments: [
        "[default]\ntype = access_key\naccess_key_id = an-id\naccess_key_secret = a=b",
        "; comment\n[default]\nTYPE=access_key # this one\nenable = true\r\nAccess_Key_Id: an-id\naccess_key_secret=a=b",
    ]) func accessKey(text: String) async throws {
        let resolved = try await world(text).provider(of: .profile(nil)).resolved()
        #expect(resolved.credentials == Credentials(accessKeyID: "an-id", accessKeySecret: "a=b"))
        #expect(resolved.origin.provider == "profile default (access_key) of /home/me/.alibabacloud/credentials.ini")
    }

    @Test(arguments: ["/home/me/.alibabacloud/credentials.ini", "/home/me/.alibabacloud/credentials"])
    func bothNamesAreLookedFor(path: String) async throws {
        let world = world("[default]\ntype=access_key\naccess_key_id=i\naccess_key_secret=s", at: path)
        #expect(try await world.provider(of: .profile(nil)).credentials().accessKeyID == "i")
    }

    @Test func environmentNamesFileAndSection() async throws {
        let world = world(
            "[default]\ntype=access_key\n[Other]\ntype=access_key\naccess_key_id=o\naccess_key_secret=s", at: "/creds",
            environment: ["ALIBABA_CLOUD_CREDENTIALS_FILE": "/creds", "ALIBABA_CLOUD_PROFILE": "Other"])
        #expect(try await world.provider(of: .profile(nil)).credentials().accessKeyID == "o")
    }

    @Test func role() async throws {
        let world = world(
            "[default]\ntype=ram_role_arn\naccess_key_id=an-id\naccess_key_secret=s\nrole_arn=acs:ram::1:role/a\n"
                + "role_session_name=mine\npolicy={}")
        #expect(try await world.provider(of: .profile(nil)).credentials().accessKeyID == "STS.one")
        let parameters = try #require(world.vendor.questions.first).parameters
        #expect(parameters["RoleArn"] == "acs:ram::1:role/a")
        #expect(parameters["RoleSessionName"] == "mine")
        #expect(parameters["Policy"] == "{}")
        #expect(parameters["DurationSeconds"] == "3600")
    }

    @Test func oidc() async throws {
        let world = world(
            "[default]\ntype=oidc_role_arn\nrole_arn=acs:ram::1:role/a\noidc_provider_arn=acs:ram::1:oidc-provider/p\n"
                + "oidc_token_file_path=/token")
        world[file: "/token"] = "eyJ"
        _ = try await world.provider(of: .profile(nil)).credentials()
        #expect(world.vendor.questions.first?.parameters["OIDCToken"] == "eyJ")
    }

    @Test(arguments: [
        ("[default]\ntype=access_key\naccess_key_id=hush", "it has no access_key_secret"),
        ("[default]\ntype=sts", "its type is none of access_key"), ("[default]\na=b", "profile default (no type)"),
        ("[other]\ntype=access_key", "has no section default"),
    ]) func faultNamesSectionAndKey(text: String, fault: String) async throws {
        let error = try await #require(throws: CredentialsError.self) {
            try await world(text).provider(of: .profile(nil)).credentials()
        }
        #expect(error.description.contains(fault))
        #expect(!error.description.contains("hush"))
    }
}
