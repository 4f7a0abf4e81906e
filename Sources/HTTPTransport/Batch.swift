/// The requests of one call and what became of them. Lives inside the transport's actor.
final class Batch {
    /// Names it from outside the actor, where a cancellation comes from.
    typealias ID = UInt64

    let id: ID
    let requests: [PreparedRequest]
    private(set) var isCancelled = false
    private var unsettled: Int
    private var ready: [HTTPCompletion] = []
    private var waiter: UnsafeContinuation<Void, Never>?
    private let maxReady: Int

    /// - Parameter maxReady: completions nobody has taken yet, from which on no more of its requests are started.
    init(id: ID, requests: [PreparedRequest], maxReady: Int) {
        self.id = id
        self.requests = requests
        self.maxReady = maxReady
        unsettled = requests.count
    }

    var hasRoom: Bool { ready.count < maxReady }
    var isFinished: Bool { unsettled == 0 && ready.isEmpty }
    var mustWait: Bool { unsettled > 0 && ready.isEmpty }

    func cancel() { isCancelled = true }

    /// Records a result. True: somebody waits for it who has not been told of others, so call `resumeWaiter` once the cycle is through.
    func settle(_ index: Int, _ result: Result<HTTPResponse, HTTPTransportError>) -> Bool {
        unsettled -= 1
        ready.append(HTTPCompletion(index: index, result: result))
        return ready.count == 1 && waiter != nil
    }

    func wait(with continuation: UnsafeContinuation<Void, Never>) {
        waiter = continuation
    }

    func resumeWaiter() {
        waiter.take()?.resume()
    }

    func takeReady() -> [HTTPCompletion] {
        defer { ready = [] }
        return ready
    }
}

extension Optional {
    fileprivate mutating func take() -> Wrapped? {
        defer { self = nil }
        return self
    }
}
