package import BridgeCore
package import HTTPTransport

/// A Power Automate workflow "when a Teams webhook request is received", which posts cards into a channel. The
/// connectors of Office 365 that came before are switched off; their URLs are refused. It knows no idempotency key: a
/// repetition after a lost answer shows twice.
package struct TeamsWorkflow: HTTPSinkKind {
    /// What the configuration says about one workflow.
    package struct Options: HTTPSinkOptions {
        package var connection: HTTPConnection
        package var renderer: MessageRenderer
        package var secrets: [Secret] { [] }

        package init(connection: HTTPConnection, renderer: MessageRenderer = MessageRenderer()) {
            (self.connection, self.renderer) = (connection, renderer)
        }
    }

    private let url: SecretURL
    private let renderer: MessageRenderer

    package init(_ options: Options, url: SecretURL, file: SecretReader) throws(SecretError) {
        self.url = url
        renderer = options.renderer
    }

    package static func traits(_ options: Options) -> HTTPSinkTraits {
        // Workflows share the plan's allowance; about 100 an hour is what every plan carries.
        HTTPSinkTraits(type: "teams", rate: RateLimit(limit: 5, per: .seconds(180)), concurrency: 1, isChat: true)
    }

    package var secrets: [String] { [] }

    package func request(for deliveries: [Delivery], at now: Timestamp) throws(UnsendableDelivery) -> HTTPRequest {
        .post(url.text, TeamsCard(renderer.message(for: deliveries), in: renderer.language).body)
    }

    /// What is wrong with a URL before anything is sent to it: it is that of a retired connector.
    /// - Returns: words without any part of the URL.
    package static func retirement(of url: String) -> (text: String, advice: String)? {
        guard let url = SecretURL(url) else { return nil }
        let host = host(of: url)
        let isConnector = host == "outlook.office.com" || host.hasSuffix(".webhook.office.com")
        guard isConnector || url.path.contains("/IncomingWebhook/") else { return nil }
        return (
            "is the URL of an Office 365 connector, which Microsoft retired",
            "make a workflow \"When a Teams webhook request is received\" in Teams and use its URL"
        )
    }

    package func objection(to url: SecretURL) -> SinkObjection? {
        if let (text, advice) = Self.retirement(of: url.text) {
            return SinkObjection("the URL \(text)", advice: "\(advice.capitalizingFirst).", isCertain: true)
        }
        let isAzure = [".logic.azure.com", ".api.powerplatform.com"].contains { Self.host(of: url).hasSuffix($0) }
        guard url.hasValue(of: "sig") else {
            return SinkObjection(
                "the URL has no sig, without which a workflow refuses it",
                advice: "Copy the workflow's whole URL from Teams.", isCertain: isAzure)
        }
        return isAzure
            ? nil
            : SinkObjection("\(url.origin) is no host of Power Automate", advice: "Fine for a relay of your own.")
    }

    /// Without the port.
    private static func host(of url: SecretURL) -> Substring {
        (url.origin.split(separator: "/").last ?? "").prefix { $0 != ":" }
    }

    /// 202 is all that a workflow says when it took the message; what becomes of it later nobody learns.
    package func verdict(on reply: HTTPReply) -> Verdict {
        let error = reply.object?["error"]
        let code = error?["code"]?.string ?? ""
        let words = code.isEmpty ? nil : reply.words("error", code, error?["message"]?.text ?? "")
        return .all(outcome(reply, code, words))
    }

    private func outcome(_ reply: HTTPReply, _ code: String, _ words: String?) -> Outcome {
        switch (reply.response.status, code) {
        case (202, "") where !reply.isHTML: .delivered
        case (200..<300, _): reply.unexpected("a workflow's 202")
        case (_, "WorkflowTriggerIsNotEnabled"), (_, "WorkflowDisabled"):
            reply.refusal(
                words, advice: "The workflow is switched off or deleted: switch it on, or make one and set url")
        case (_, "WorkflowNotFound"), (404, _), (410, _):
            reply.refusal(words, advice: "The workflow does not exist (any more): make a new one and set url")
        case (401, _), (403, _):
            reply.refusal(
                words, advice: "The signature in url is not (any more) valid: copy the workflow's whole URL again")
        default: reply.outcomeByStatus
        }
    }
}

extension String {
    fileprivate var capitalizingFirst: String { prefix(1).uppercased() + dropFirst() }
}
