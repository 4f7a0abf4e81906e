import CCurl
import Dispatch
import Glibc

/// The one way out of the process: all transfers on one `curl_multi`, driven by `run()`.
///
/// Everything is state of this actor. Only the blocking poll leaves it; until that returns, nobody calls libcurl except to wake it.
/// Requests made before `run()` wait for it; after it has ended they fail as `.shutDown`.
package actor CurlTransport: HTTPClient {
    private enum Loop {
        case notStarted
        case working
        /// Blocked in `curl_multi_poll`, on another thread.
        case polling(woken: Bool)
        /// Nothing in flight: suspended until somebody has work.
        case parked(UnsafeContinuation<Void, Never>)
        case ended
    }

    let configuration: Configuration
    private let pollQueue = DispatchQueue(label: "curl-poll")
    private var multi: MultiHandle
    private var loop = Loop.notStarted
    private var destinations = DestinationTable()
    private var batches: [Batch.ID: Batch] = [:]
    private var inFlight: [ObjectIdentifier: Transfer] = [:]
    /// Whose callers are to be resumed at the end of the cycle: one array each, not one item.
    private var due: [Batch] = []
    private var lastID: Batch.ID = 0
    private var waitingCount = 0
    private var mustAbort = false
    /// How many transfers the last round ended.
    private var endedLast = 0
    /// How often the loop went round: grows with work, stands still at rest.
    package private(set) var turns: UInt64 = 0

    /// Fails where libcurl cannot be initialised.
    package init(configuration: Configuration) throws(HTTPTransportError) {
        guard CurlLibrary.initialised == CURLE_OK,
            let multi = MultiHandle(maxConnections: configuration.maxConnectionsTotal)
        else { throw .other(.init(code: Int(CURLE_FAILED_INIT.rawValue), text: "libcurl cannot be initialised")) }
        self.configuration = configuration
        self.multi = multi
    }

    /// Moves the transfers until the task is cancelled; then every waiting call has been resumed with `.shutDown`. Once per transport.
    package func run() async {
        guard case .notStarted = loop else { return }
        loop = .working
        await withTaskCancellationHandler {
            while !Task.isCancelled, cycle() { await rest() }
        } onCancel: {
            // Nobody waits for it: it only wakes the loop, which sees the cancellation itself.
            Task { await self.wake() }
        }
        shutDown()
    }
}

// MARK: - Callers

extension CurlTransport {
    package func execute(_ request: HTTPRequest) async throws(HTTPTransportError) -> HTTPResponse {
        guard !Task.isCancelled else { throw .cancelled }
        let id = submit([PreparedRequest(request)])
        let finished = await withTaskCancellationHandler {
            await completions(of: id)
        } onCancel: {
            // Nobody waits for it: the call above ends when it has run.
            Task { await self.cancel(id) }
        }
        guard let completion = finished.first else { throw .shutDown }
        return try completion.result.get()
    }

    /// Not isolated, so that `each` runs where the caller does and never holds up the loop.
    package nonisolated func execute(
        _ requests: [HTTPRequest],
        each: @Sendable ([HTTPCompletion]) async -> Void
    ) async {
        let id = await submit(requests.map(PreparedRequest.init))
        await withTaskCancellationHandler {
            while case let finished = await completions(of: id), !finished.isEmpty { await each(finished) }
        } onCancel: {
            // Nobody waits for it: the loop above ends when it has run.
            Task { await self.cancel(id) }
        }
    }

    private func submit(_ requests: [PreparedRequest]) -> Batch.ID {
        lastID += 1
        let batch = Batch(id: lastID, requests: requests, maxReady: configuration.maxConcurrentTransfers)
        batches[batch.id] = batch
        if let refusal = refusal(of: requests) {
            settle(batch, requests.indices, .failure(refusal))
        } else {
            destinations.enqueue(batch)
            waitingCount += requests.count
            wake()
        }
        return batch.id
    }

    private func refusal(of requests: [PreparedRequest]) -> HTTPTransportError? {
        if case .ended = loop { return .shutDown }
        let limit = configuration.maxQueuedRequests
        return waitingCount + requests.count > limit ? .queueFull(limit: limit) : nil
    }

    /// What has finished since the last call, waiting for it if need be. Empty: all is told.
    private func completions(of id: Batch.ID) async -> [HTTPCompletion] {
        guard let batch = batches[id] else { return [] }
        if batch.mustWait { await withUnsafeContinuation { batch.wait(with: $0) } }
        let wasFull = !batch.hasRoom
        let ready = batch.takeReady()
        if batch.isFinished { batches[id] = nil }
        if wasFull { wake() }
        return ready
    }

    private func cancel(_ id: Batch.ID) {
        guard let batch = batches[id] else { return }
        batch.cancel()
        settleWaiting(of: batch, .failure(.cancelled))
        resumeDue()
        mustAbort = true
        wake()
    }
}

// MARK: - The loop

extension CurlTransport {
    /// One round of work. False: libcurl has failed beyond repair.
    private func cycle() -> Bool {
        turns += 1
        defer { resumeDue() }
        abortCancelled()
        startWaiting()
        guard multi.perform() == CURLM_OK else { return rebuild() }
        endedLast = 0
        while let (transfer, code) = multi.nextDone() {
            end(transfer, transfer.finish(code))
            endedLast += 1
        }
        return true
    }

    private func rest() async {
        if isCrowded { await gather() }
        if inFlight.isEmpty, !canStart {
            await park()
        } else if canStart || multi.isReady() {
            // There is more to do at once; let callers in first.
            await Task.yield()
        } else {
            await poll()
        }
    }

    /// A round asks every transfer how it is, so that one which ends a single one of many costs as much as one that ends all.
    private var isCrowded: Bool { inFlight.count >= 16 && endedLast * 4 < inFlight.count }

    /// Lets answers come together, for less time than anybody notices.
    private func gather() async {
        await withUnsafeContinuation { continuation in
            pollQueue.async {
                usleep(200)
                continuation.resume()
            }
        }
    }

    private var canStart: Bool {
        waitingCount > 0 && inFlight.count < configuration.maxConcurrentTransfers && destinations.canStart
    }

    private func park() async {
        // A cancellation before this line would wake nobody; one after it finds the loop parked.
        guard !Task.isCancelled else { return }
        await withUnsafeContinuation { loop = .parked($0) }
    }

    private func poll() async {
        guard !Task.isCancelled else { return }
        loop = .polling(woken: false)
        let poll = multi.poll
        let code = await withUnsafeContinuation { continuation in
            pollQueue.async { continuation.resume(returning: poll()) }
        }
        loop = .working
        if code != CURLM_OK { _ = rebuild() }
    }

    private func wake() {
        switch loop {
        case .polling(woken: false):
            loop = .polling(woken: true)
            multi.wakeUp()
        case .parked(let continuation):
            loop = .working
            continuation.resume()
        case .notStarted, .working, .polling(woken: true), .ended:
            break
        }
    }
}

// MARK: - Transfers

extension CurlTransport {
    private func startWaiting() {
        while inFlight.count < configuration.maxConcurrentTransfers, let next = destinations.next() {
            waitingCount -= 1
            start(Transfer.Ticket(destination: next.destination, batch: next.batch, index: next.index))
        }
    }

    private func start(_ ticket: Transfer.Ticket) {
        let request = ticket.batch.requests[ticket.index]
        if let objection = request.objection { return settle(ticket, .failure(objection)) }
        do throws(EasyHandle.Failure) {
            let transfer = try idleTransfer(for: ticket.destination)
            try transfer.begin(request, for: ticket)
            guard multi.add(transfer) == CURLM_OK else { throw EasyHandle.Failure(code: CURLE_FAILED_INIT) }
            inFlight[ObjectIdentifier(transfer)] = transfer
            ticket.destination.inFlight += 1
        } catch {
            let detail = HTTPTransportError.Detail(code: Int(error.code.rawValue), text: "libcurl refused the request")
            settle(ticket, .failure(.other(detail)))
        }
    }

    private func idleTransfer(for destination: Destination) throws(EasyHandle.Failure) -> Transfer {
        if let transfer = destination.idle.popLast() { return transfer }
        return try Transfer(options: destination.options, configuration: configuration)
    }

    /// Takes a transfer out of libcurl, keeps it for the next request and tells the result.
    private func end(_ transfer: Transfer, _ result: Result<HTTPResponse, HTTPTransportError>, isReusable: Bool = true)
    {
        multi.remove(transfer)
        inFlight[ObjectIdentifier(transfer)] = nil
        guard let ticket = transfer.ticket else { return }
        ticket.destination.inFlight -= 1
        transfer.release()
        if isReusable, destinations.idleCount < configuration.maxConcurrentTransfers {
            ticket.destination.idle.append(transfer)
        }
        settle(ticket, result)
    }

    private func abortCancelled() {
        guard mustAbort else { return }
        mustAbort = false
        for transfer in inFlight.values where transfer.ticket?.batch.isCancelled == true {
            end(transfer, .failure(.cancelled))
        }
    }

    /// After a failure of the multi handle the state of every transfer is undefined: all of them fail, and a new one takes its place.
    private func rebuild() -> Bool {
        let failure = HTTPTransportError.other(.init(code: 0, text: "libcurl lost track of its transfers"))
        for transfer in inFlight.values { end(transfer, .failure(failure), isReusable: false) }
        guard let fresh = MultiHandle(maxConnections: configuration.maxConnectionsTotal) else { return false }
        multi = fresh
        return true
    }

    private func shutDown() {
        loop = .ended
        for transfer in inFlight.values { end(transfer, .failure(.shutDown), isReusable: false) }
        settleWaiting(of: nil, .failure(.shutDown))
        destinations = DestinationTable()
        resumeDue()
    }
}

// MARK: - Results

extension CurlTransport {
    private func settle(_ ticket: Transfer.Ticket, _ result: Result<HTTPResponse, HTTPTransportError>) {
        if ticket.batch.settle(ticket.index, result) { due.append(ticket.batch) }
    }

    private func settle(_ batch: Batch, _ indices: Range<Int>, _ result: Result<HTTPResponse, HTTPTransportError>) {
        for index in indices where batch.settle(index, result) { due.append(batch) }
    }

    /// Ends what of `batch`, or of all, has not been started.
    private func settleWaiting(of batch: Batch?, _ result: Result<HTTPResponse, HTTPTransportError>) {
        for (batch, indices) in destinations.removeWaiting(of: batch) {
            waitingCount -= indices.count
            settle(batch, indices, result)
        }
    }

    private func resumeDue() {
        for batch in due { batch.resumeWaiter() }
        due.removeAll(keepingCapacity: true)
    }
}
