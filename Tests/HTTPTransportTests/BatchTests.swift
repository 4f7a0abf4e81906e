import HTTPTransport
import Synchronization
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(1))) struct BatchTests {
    @Test func everyIndexComesExactlyOnceWithItsOwnAnswer() async throws {
        try await withTransport {
            [.answer(200, body: Array($0.target.utf8))]
        } _: { transport, server in
            let requests = (0..<500).map { HTTPRequest.to(server.url + "/\($0)", options: .init(maxConnections: 16)) }
            let told = Mutex<[Int: [String]]>([:])
            await transport.execute(requests) { completions in
                told.withLock { told in
                    for completion in completions {
                        let body = (try? completion.result.get()).map { String(decoding: $0.body, as: UTF8.self) }
                        told[completion.index, default: []].append(body ?? "failed")
                    }
                }
            }
            #expect(told.withLock { $0 } == Dictionary(uniqueKeysWithValues: (0..<500).map { ($0, ["/\($0)"]) }))
        }
    }

    @Test func noRequestsNoCall() async throws {
        try await withTransport { _ in
            []
        } _: { transport, _ in
            await transport.execute([]) { _ in Issue.record("called") }
        }
    }

    @Test func aBadRequestFailsAloneAmongGoodOnes() async throws {
        try await withTransport { _ in
            [.answer(200)]
        } _: { transport, server in
            let requests: [HTTPRequest] = [.to(server.url), .to("ftp://127.0.0.1/"), .to(server.url)]
            let failed = Mutex<[Int]>([])
            await transport.execute(requests) { completions in
                failed.withLock { $0 += completions.filter { (try? $0.result.get()) == nil }.map(\.index) }
            }
            #expect(failed.withLock { $0 } == [1])
        }
    }

    /// It would wait for ever, were the results nobody has taken yet to hold back others of the same destination.
    @Test func aRequestFromWithinEachGetsThrough() async throws {
        let narrow = CurlTransport.Configuration(userAgent: "t", maxConcurrentTransfers: 1)
        try await withTransport({ _ in [.answer(200)] }, configuration: narrow) { transport, server in
            let url = server.url
            let inner = Mutex(0)
            await transport.execute(Array(repeating: .to(url), count: 10)) { _ in
                if (try? await transport.execute(.to(url))) != nil { inner.withLock { $0 += 1 } }
            }
            #expect(inner.withLock { $0 } > 0)
            #expect(server.requests.count == 10 + inner.withLock { $0 })
        }
    }

    /// While `each` is at it, round trips of others show how far the batch would have run.
    @Test func resultsNobodyTakesHoldTheBatchBack() async throws {
        let narrow = CurlTransport.Configuration(userAgent: "t", maxConcurrentTransfers: 2)
        try await withTransport({ _ in [.answer(200)] }, configuration: narrow) { transport, server in
            let url = server.url
            let sent = Mutex<[Int]>([])
            await transport.execute(Array(repeating: .to(url + "/batch"), count: 40)) { _ in
                for _ in 0..<5 { _ = await transport.failure(of: .to(url + "/other")) }
                sent.withLock { $0.append(server.requests.count { $0.target == "/batch" }) }
            }
            // At most two told, two ready, and two more that were in flight as these became so.
            let first = try #require(sent.withLock { $0.first })
            #expect(first <= 6)
            #expect(server.requests.count { $0.target == "/batch" } == 40)
        }
    }

    @Test func cancellingEndsWhatIsLeftAsCancelled() async throws {
        try await withTransport {
            $0.target == "/0" ? [.answer(200)] : [.stall]
        } _: { transport, server in
            let requests = (0..<50).map { HTTPRequest.to(server.url + "/\($0)", options: .init(maxConnections: 4)) }
            let counts = Mutex((answered: 0, cancelled: 0))
            let running = Task {
                await transport.execute(requests) { completions in
                    counts.withLock { counts in
                        counts.answered += completions.count { (try? $0.result.get()) != nil }
                        counts.cancelled += completions.count {
                            if case .failure(.cancelled) = $0.result { true } else { false }
                        }
                    }
                }
            }
            for await arrival in server.arrivals where arrival.target == "/4" { break }
            running.cancel()
            await running.value
            #expect(counts.withLock { $0.answered } == 1)
            #expect(counts.withLock { $0.cancelled } == 49)
        }
    }

    @Test func moreThanTheQueueHoldsIsRefusedWhole() async throws {
        let small = CurlTransport.Configuration(userAgent: "t", maxQueuedRequests: 3)
        try await withTransport({ _ in [.answer(200)] }, configuration: small) { transport, server in
            let refused = Mutex(0)
            await transport.execute(Array(repeating: .to(server.url), count: 4)) { completions in
                refused.withLock { refused in
                    refused += completions.count {
                        if case .failure(.queueFull(limit: 3)) = $0.result { true } else { false }
                    }
                }
            }
            #expect(refused.withLock { $0 } == 4)
            #expect(server.requests.isEmpty)
        }
    }
}
