package import BridgeCore

/// The description of the API, as OpenAPI 3.1 has it.
package struct OpenAPIDescription: Sendable {
    private let version: String

    package init(version: String) {
        self.version = version
    }

    package var json: JSONValue {
        .members([
            "openapi": "3.1.0",
            "info": .members([
                "title": "checkbridge", "version": .string(version),
                "description": "What a running checkbridge knows and owes. Members may be added; nothing else changes.",
            ]),
            "paths": .object(paths),
            "components": .members([
                "securitySchemes": .members(["token": .members(["type": "http", "scheme": "bearer"])]),
                "schemas": .object(Self.schemas),
            ]),
        ])
    }

    /// Every path with its methods.
    private var paths: [JSONMember] {
        Self.health + Self.listings + [
            path(
                "/metrics", get: .members(["summary": "Metrics for Prometheus", "responses": .text(200)]).secured),
            path(
                "/api/v1/dead-letters/replay",
                post: .operation(
                    "Sends dead letters again; always needs the token", body: "DeadLetterSelection",
                    answers: [200: "Replayed", 400: "Problem", 409: "Problem"]
                ).secured),
            path(
                "/-/reload",
                post: .operation(
                    "Reads the configuration again. If nothing is wrong with it, the bridge ends in order and begins "
                        + "again with it, in the same process; else the one before goes on",
                    answers: [202: "Reloading", 422: "ReloadProblem"]
                ).secured),
            JSONMember(
                "/api/v1/log-level",
                .members([
                    "get": .operation("What is logged at least", answers: [200: "LogLevel"]).secured,
                    "put": .operation(
                        "Changes what is logged, until the end of the process", body: "LogLevel",
                        answers: [200: "LogLevel", 400: "Problem"]
                    ).secured,
                ])),
            path(
                "/api/v1/openapi.json",
                get: .members([
                    "summary": "This description",
                    "responses": .members(["200": .members(["description": "OpenAPI 3.1"])]),
                ]).secured),
        ]
    }

    private func path(_ path: String, get: JSONValue? = nil, post: JSONValue? = nil) -> JSONMember {
        let members = [get.map { JSONMember("get", $0) }, post.map { JSONMember("post", $0) }].compactMap { $0 }
        return JSONMember(path, .object(members))
    }

    private static var health: [JSONMember] {
        [
            ("/healthz", "Whether the loops turn; never red because the vendor or a sink is down"),
            ("/readyz", "Whether every source was polled once and the cursor can be saved"),
        ].map { path, summary in
            let responses = JSONValue.members(["200": .plainText("yes"), "503": .plainText("what is wrong, by line")])
            return JSONMember(
                path, .members(["get": .members(["summary": .string(summary), "responses": responses])]))
        }
    }

    private static var listings: [JSONMember] {
        let sink = Parameter("sink", "Only of this sink")
        return [
            listing(
                "findings", "Finding", "The findings that are known",
                [
                    Parameter("source", "Only of this source"),
                    Parameter("kind", FindingKind.allCases.map(\.rawValue)),
                    Parameter("severity", Severity.allCases.map(\.rawValue)),
                    Parameter("state", FindingListing.State.allCases.map(\.rawValue)),
                ]),
            listing(
                "events", "Event",
                "The events that some sink is still owed or that a dead letter holds, and the last ones before them",
                [
                    sink, Parameter("source", "Only about this source"),
                    Parameter("finding", "Only about the finding with this key"),
                    Parameter(
                        "order", "Which come first: oldest, or newest",
                        schema: .members(["enum": .array(NumberOrder.allCases.map { .string($0.rawValue) })])),
                ]),
            listing(
                "trend", "Sample",
                "How many findings were open: every hour for thirty days, then every day for a year", []),
            listing(
                "deliveries", "Delivery", "What each sink is still owed",
                [sink, Parameter("state", DeliveryListing.State.allCases.map(\.rawValue))]),
            listing("dead-letters", "DeadLetter", "The deliveries that were given up", [sink]),
            listing("sources", "Source", "The sources of the configuration and how they are doing", []),
            listing("sinks", "Sink", "The sinks of the configuration and how they are doing", []),
        ]
    }

    private static func listing(
        _ name: String, _ schema: String, _ summary: String, _ filters: [Parameter]
    ) -> JSONMember {
        let bounds = PageRequest.limits
        let limit = JSONValue.members([
            "type": "integer", "minimum": .number("\(bounds.lowerBound)"), "maximum": .number("\(bounds.upperBound)"),
            "default": .number("100"),
        ])
        let paging = [
            Parameter("limit", "At most so many; there may be fewer, even none, and more behind", schema: limit),
            Parameter("after", "`next` of the page before"),
        ]
        let operation = JSONValue.members([
            "summary": .string(summary), "parameters": .array((filters + paging).map(\.json)),
            "responses": .answers([200: "\(schema)Page", 400: "Problem"]),
        ])
        return JSONMember("/api/v1/\(name)", .members(["get": operation.secured]))
    }
}

/// A parameter of a query.
private struct Parameter {
    let json: JSONValue

    init(_ name: String, _ help: String, schema: JSONValue = .members(["type": "string"])) {
        json = .members([
            "name": .string(name), "in": "query", "description": .string(help), "schema": schema,
        ])
    }

    init(_ name: String, _ words: [String]) {
        self.init(
            name, "Only with this \(name)", schema: .members(["enum": .array(words.map(JSONValue.string))]))
    }
}

extension JSONValue {
    fileprivate static func operation(_ summary: String, body: String? = nil, answers: [Int: String]) -> JSONValue {
        var members = [JSONMember("summary", .string(summary))]
        if let body { members.append(JSONMember("requestBody", .members(["content": .json(body)]))) }
        return .object(members + [JSONMember("responses", .answers(answers))])
    }

    fileprivate static func answers(_ schemas: [Int: String]) -> JSONValue {
        .object(
            schemas.sorted { $0.key < $1.key }.map { status, schema in
                JSONMember("\(status)", .members(["description": .string(schema), "content": .json(schema)]))
            })
    }

    fileprivate static func json(_ schema: String) -> JSONValue {
        .members(["application/json": .members(["schema": .reference(schema)])])
    }

    fileprivate static func text(_ status: Int) -> JSONValue {
        .members([.init(stringLiteral: "\(status)"): .plainText("text")])
    }

    fileprivate static func plainText(_ description: String) -> JSONValue {
        .members([
            "description": .string(description),
            "content": .members(["text/plain": .members(["schema": .members(["type": "string"])])]),
        ])
    }

    /// Needs the token where one is needed.
    fileprivate var secured: JSONValue {
        .object((members ?? []) + [JSONMember("security", .array([.members(["token": .array([])]), .members([:])]))])
    }
}
