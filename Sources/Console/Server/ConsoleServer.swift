import HTTPTypes
import HummingbirdCore
import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle

/// Brings requests to a ``Switchboard``, within bounds of size, number and time.
struct ConsoleServer: Sendable {
    /// More wait before the door.
    private static let maximumConnections = 64
    private static let maximumBody = 64 << 10
    /// For the next request to begin, and for its head to arrive.
    private static let idleTime = TimeAmount.seconds(10)
    /// For one request, from the end of its head to the last byte of the answer: whoever reads slowly is cut off.
    private static let requestTime = TimeAmount.seconds(30)
    private let settings: ConsoleSettings
    private let log: Logger

    init(_ settings: ConsoleSettings, log: Logger) {
        self.settings = settings
        self.log = log
    }

    /// The library's `Application` would wake up every second to look at the date; its server does not.
    func run(_ switchboard: Switchboard, onReady: @escaping @Sendable (Int) async -> Void) async throws {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        do {
            try await server(switchboard, group, onReady).run()
        } catch {
            try? await group.shutdownGracefully()
            throw error
        }
        try? await group.shutdownGracefully()
    }

    private func server(
        _ switchboard: Switchboard, _ group: MultiThreadedEventLoopGroup,
        _ onReady: @escaping @Sendable (Int) async -> Void
    ) throws -> any Service {
        // What the library says of its own is of no use to an operator.
        let quiet = Logger(label: "console") { _ in SwiftLogNoOpLogHandler() }
        let limits = HTTP1Channel.Configuration.DecoderConfiguration(
            maxHeaderFieldSize: 8 << 10, maxHeaderListSize: 16 << 10, maxHeaderFieldCount: 64)
        let configuration = HTTP1Channel.Configuration(
            additionalChannelHandlers: [ReaderWatch()], idleTimeout: Self.idleTime, httpDecoderConfiguration: limits)
        let builder = HTTPServerBuilder { ConsoleChannel(HTTP1Channel(responder: $0, configuration: configuration)) }
        return try builder.buildServer(
            configuration: ServerConfiguration(
                address: .hostname(settings.host, port: settings.port), backlog: 64,
                availableConnectionsDelegate: MaximumAvailableConnections(Self.maximumConnections, logger: quiet)),
            eventLoopGroup: group, logger: quiet,
            responder: { request, writer, channel in
                try await Self.respond(to: request, through: switchboard, writer, channel)
            },
            onServerRunning: { channel in
                let port = channel.localAddress?.port ?? settings.port
                log.info("listening", metadata: ["address": "\(settings.address(port: port))"])
                await onReady(port)
            })
    }

    /// Ends the connection after an answer that was sent.
    private struct LastAnswer: Error {}

    @concurrent
    private static func respond(
        to request: Request, through switchboard: Switchboard, _ writer: consuming ResponseWriter,
        _ channel: any Channel
    ) async throws {
        let limit = channel.eventLoop.scheduleTask(in: requestTime) { channel.close(promise: nil) }
        defer { limit.cancel() }
        let reply = await reply(to: request, through: switchboard)
        if let feed = reply.feed {
            limit.cancel()
            try await watch(channel, for: feed)
            try await pass(reply.body, and: feed, to: writer.writeHead(HTTPResponse(reply)), channel)
            throw LastAnswer()
        }
        try await writer.write(
            response: HTTPResponse(reply),
            body: request.method == .head ? ResponseBody() : ResponseBody(byteBuffer: ByteBuffer(bytes: reply.body)))
        if reply.isLast { throw LastAnswer() }
    }

    /// The feed ends with its reader.
    private static func watch(_ channel: any Channel, for feed: Reply.Feed) async throws {
        channel.closeFuture.whenComplete { _ in feed.end() }
        try await channel.eventLoop.submit {
            try channel.pipeline.syncOperations.handler(type: ReaderWatch.self).closeWithTheReader()
        }.get()
    }

    /// Writes piece by piece, until the feed ends. Each has as long as any answer: who does not read is cut off.
    @concurrent
    private static func pass(
        _ beginning: [UInt8], and feed: Reply.Feed, to body: consuming some ResponseBodyWriter, _ channel: any Channel
    ) async throws {
        var piece: [UInt8]? = beginning
        while let bytes = piece {
            let limit = channel.eventLoop.scheduleTask(in: requestTime) { channel.close(promise: nil) }
            defer { limit.cancel() }
            try await body.write(ByteBuffer(bytes: bytes))
            limit.cancel()
            piece = await feed.next()
        }
        try await body.finish(nil)
    }

    private static func reply(to request: Request, through switchboard: Switchboard) async -> Reply {
        guard let method = ConsoleRequest.Method(rawValue: request.method.rawValue) else {
            return last(.problem(501, "this method is not known here"))
        }
        do {
            let body = try await request.body.collect(upTo: maximumBody)
            return await switchboard.answer(ConsoleRequest(method, request, Array(body.readableBytesView)))
        } catch {
            return last(.problem(413, "the body is larger than \(maximumBody) bytes, or broke off"))
        }
    }

    private static func last(_ reply: Reply) -> Reply {
        var reply = reply
        reply.isLast = true
        reply.more.append(("connection", "close"))
        return reply
    }
}

extension ConsoleRequest {
    fileprivate init(_ method: Method, _ request: Request, _ body: [UInt8]) {
        let headers = request.headers.map { ($0.name.canonicalName, $0.value) }
        self.init(
            method, request.head.path ?? "/", host: request.head.authority,
            headers: Dictionary(headers, uniquingKeysWith: { _, last in last }), body: body)
    }
}

extension HTTPResponse {
    fileprivate init(_ reply: Reply) {
        var fields = HTTPFields()
        for (name, value) in reply.headers {
            if let name = HTTPField.Name(name) { fields.append(HTTPField(name: name, value: value)) }
        }
        if reply.feed == nil { fields[.contentLength] = "\(reply.body.count)" }
        self.init(status: .init(code: reply.status), headerFields: fields)
    }
}

extension ConsoleSettings {
    var address: String { address(port: port) }

    func address(port: Int) -> String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
}
