import BridgeCore
import HTTPTransport
import Sinks
import Testing

@Suite struct TeamsWorkflowTests {
    private static let logic =
        "https://prod-1.westeurope.logic.azure.com:443/workflows/abc/triggers/manual/paths/invoke"

    @Test(arguments: [
        "https://acme.webhook.office.com/webhookb2/a@b/IncomingWebhook/c/d",
        "https://ACME.webhook.office.com/anything", "https://outlook.office.com/webhook/a@b/IncomingWebhook/c/d",
        "https://relay.example/webhookb2/a/IncomingWebhook/c",
    ])
    func aConnectorsURLIsRefused(url: String) throws {
        let retirement = try #require(TeamsWorkflow.retirement(of: url))
        #expect(retirement.text.contains("retired"))
        #expect(retirement.advice.contains("workflow"))
        #expect(try objection(url)?.isCertain == true)
    }

    @Test(
        arguments: [
            ("\(logic)?sp=x&sv=1.0&sig=s", nil), ("\(logic)?sp=x", true), ("https://relay.example/x?sig=s", false),
            ("https://default1.e2.environment.api.powerplatform.com:443/powerautomate/x?sig=s", nil),
            ("https://evil.logic.azure.com.example/x?sig=s", false),
        ] as [(String, Bool?)])
    func aWorkflowsURLHasASignature(url: String, isCertain: Bool?) throws {
        #expect(TeamsWorkflow.retirement(of: url) == nil)
        #expect(try objection(url)?.isCertain == isCertain)
    }

    @Test func nothingOfTheURLIsInTheObjection() throws {
        let url = "https://acme.webhook.office.com/webhookb2/pathSECRETpath/IncomingWebhook/c"
        let objection = try #require(try objection(url))
        #expect(!"\(objection)".contains("SECRET"))
        #expect(!"\(objection)".contains("acme"))
    }

    private func objection(_ url: String) throws -> SinkObjection? {
        let teams: TeamsWorkflow = try kind(.init(connection: HTTPConnection(name: "t", url: .literal(url))))
        return teams.objection(to: try #require(SecretURL(url)))
    }
}
