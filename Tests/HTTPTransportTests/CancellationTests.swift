import HTTPTransport
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(1))) struct CancellationTests {
    @Test func aTaskCancelledBeforehandSendsNothing() async throws {
        try await withTransport { _ in
            [.answer(200)]
        } _: { transport, server in
            let request = HTTPRequest.to(server.url)
            let task = Task {
                withUnsafeCurrentTask { $0?.cancel() }
                return await transport.failure(of: request)
            }
            #expect(await task.value == .cancelled)
            #expect(server.connectionCount == 0)
        }
    }

    @Test func aTransferInFlightIsAborted() async throws {
        try await withTransport { _ in
            [.stall]
        } _: { transport, server in
            let task = Task { [url = server.url] in await transport.failure(of: .to(url)) }
            _ = await server.arrivals.first { _ in true }
            task.cancel()
            #expect(await task.value == .cancelled)
        }
    }

    @Test func aRequestWaitingForItsTurnIsWithdrawn() async throws {
        try await withTransport { _ in
            [.stall]
        } _: { transport, server in
            let request = HTTPRequest.to(server.url, options: HTTPOptions(maxConnections: 1))
            let first = Task { await transport.failure(of: request) }
            _ = await server.arrivals.first { _ in true }
            let second = Task { await transport.failure(of: request) }
            second.cancel()
            #expect(await second.value == .cancelled)
            first.cancel()
            #expect(await first.value == .cancelled)
            #expect(server.requests.count == 1)
        }
    }

    @Test func cancellingSomeOfManyLeavesTheOthersWhole() async throws {
        try await withTransport { _ in
            [.answer(200)]
        } _: { transport, server in
            let url = server.url
            let tasks = (0..<300).map { _ in Task { await transport.failure(of: .to(url)) } }
            for (index, task) in tasks.enumerated() where index.isMultiple(of: 3) { task.cancel() }
            for (index, task) in tasks.enumerated() {
                let failure = await task.value
                #expect(failure == nil || (index.isMultiple(of: 3) && failure == .cancelled))
            }
        }
    }

    @Test func shuttingDownResumesEveryone() async throws {
        let server = try ScriptedServer { _ in [.stall] }
        defer { server.stop() }
        let transport = try CurlTransport(configuration: .init(userAgent: "t", maxConcurrentTransfers: 5))
        let running = Task { await transport.run() }
        let tasks = (0..<20).map { _ in Task { [url = server.url] in await transport.failure(of: .to(url)) } }
        var arrived = 0
        for await _ in server.arrivals {
            arrived += 1
            if arrived == 5 { break }
        }
        running.cancel()
        await running.value
        for task in tasks { #expect(await task.value == .shutDown) }
        #expect(await transport.failure(of: .to(server.url)) == .shutDown)
    }

    @Test func shuttingDownAtRestEnds() async throws {
        let transport = try CurlTransport(configuration: .init(userAgent: "t"))
        let running = Task { await transport.run() }
        running.cancel()
        await running.value
        #expect(await transport.failure(of: .to("http://127.0.0.1:1/")) == .shutDown)
    }

    @Test func aRequestMadeBeforeTheLoopRunsWaitsForIt() async throws {
        let server = try ScriptedServer { _ in [.answer(200)] }
        defer { server.stop() }
        let transport = try CurlTransport(configuration: .init(userAgent: "t"))
        let early = Task { [url = server.url] in await transport.failure(of: .to(url)) }
        let running = Task { await transport.run() }
        #expect(await early.value == nil)
        running.cancel()
        await running.value
    }
}
