import Simulator
import Testing

@Suite struct RoleARNTests {
    @Test func anAccountAndARoleAreRead() throws {
        let arn = try #require(RoleARN(parsing: "acs:ram::123456789012:role/check-bridge"))
        #expect(arn == RoleARN(account: "123456789012", role: "check-bridge"))
        #expect(arn.description == "acs:ram::123456789012:role/check-bridge")
    }

    @Test(arguments: [
        "", "x", "acs:ram::1:role/", "acs:ram::1:user/x", "acs:ram:cn:1:role/x", "acs:ram::one:role/x",
        "acs:ram:::role/x", "arn:ram::1:role/x", "acs:ram::1:role/x:y", "acs:ram::1:role/x|y", "acs:ram::1:role/x y",
        "acs:ram::١:role/x",
    ])
    func anythingElseIsNone(text: String) {
        #expect(RoleARN(parsing: text) == nil)
    }
}
