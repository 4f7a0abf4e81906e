import BridgeCore
import Sinks

struct SLSWebTrackingSettings: SinkSettings, Equatable {
    static let word = "sls_webtracking"
    /// The project's endpoint.
    var url: Secret
    var logstore: String
    var topic: String

    init(_ section: inout Section, url: Shape<Secret>) {
        let project = section.optional("project", .storeName("a project"), "The project that the Logstore is in")
        let region = section.optional("region", .region, "The region that the project is in")
        let isInternal = section.value(
            "vpc", .truth, default: false, "Whether to go to the endpoint within the VPC, which is not of the Internet")
        let address = project.flatMap { project in
            region.map { "https://\(project).\($0)\(isInternal ? "-intranet" : "").log.aliyuncs.com" }
        }
        self.url = section.endpoint(
            url, "The endpoint, as in https://PROJECT.REGION-intranet.log.aliyuncs.com", or: ["project", "region"],
            address)
        if section.has("vpc"), section.has("url") || section.has("url_file") {
            section.report("cannot be combined with \"url\"", at: "vpc", hint: "the URL says which endpoint it is")
        }
        logstore = section.required(
            "logstore", .storeName("a Logstore"),
            "The Logstore; WebTracking must be on, so that anybody may write into it")
        topic = section.value("topic", .text, default: "checkbridge", "The topic of the logs")
    }

    func make(_ parts: SinkParts) throws -> (any Sink, SinkTraits) {
        try parts.http(
            SLSWebTracking.self,
            .init(connection: parts.connection(url), renderer: parts.renderer, logstore: logstore, topic: topic))
    }
}

extension Shape where Value == String {
    /// - Parameter what: of Simple Log Service.
    fileprivate static func storeName(_ what: String) -> Shape {
        text(what, pattern: nil) { text in
            text.wholeMatch(of: /[a-z0-9][a-z0-9_-]{1,62}/) == nil ? "is not the name of \(what)" : nil
        }
    }
}
