import CCurl

/// libcurl's `CURLM *`: the connections and the DNS cache. Cannot be copied, so it is released exactly once.
///
/// One caller at a time, except for `wakeUp`; no transfer may be left in it when it goes.
struct MultiHandle: ~Copyable {
    private let pointer: UnsafeMutableRawPointer

    /// Nil: out of memory.
    init?(maxConnections: Int) {
        guard let pointer = curl_multi_init() else { return nil }
        self.pointer = pointer
        // These two cannot fail on a live handle, and without them only the limits would be wider.
        _ = ccurl_multi_set_long(pointer, CURLMOPT_MAX_TOTAL_CONNECTIONS, maxConnections)
        _ = ccurl_multi_set_long(pointer, CURLMOPT_MAXCONNECTS, maxConnections)
    }

    deinit { curl_multi_cleanup(pointer) }

    func add(_ transfer: Transfer) -> CURLMcode {
        curl_multi_add_handle(pointer, transfer.easy.pointer)
    }

    /// Also frees the message that told of its end: read the code first. Never from a callback.
    func remove(_ transfer: Transfer) {
        _ = curl_multi_remove_handle(pointer, transfer.easy.pointer)
    }

    /// Reads and writes whatever is ready.
    func perform() -> CURLMcode {
        var running: Int32 = 0
        return curl_multi_perform(pointer, &running)
    }

    /// A transfer that has ended, if any, and how. It must be removed before this is called again.
    func nextDone() -> (Transfer, CURLcode)? {
        var easy: UnsafeMutableRawPointer?
        var code = CURLE_OK
        guard ccurl_multi_next_done(pointer, &easy, &code), let easy, let transfer = Transfer.owner(of: easy) else {
            return nil
        }
        return (transfer, code)
    }

    /// Whether some socket is ready now. Does not block.
    func isReady() -> Bool {
        var ready: Int32 = 0
        return curl_multi_poll(pointer, nil, 0, 0, &ready) == CURLM_OK && ready > 0
    }

    /// Blocks until something is ready, a timer of libcurl's is due, or `wakeUp`. Run it where blocking is allowed.
    var poll: @Sendable () -> CURLMcode {
        // Safe: the owner waits for the closure's end before any other call but wakeUp, which libcurl allows from other threads.
        nonisolated(unsafe) let pointer = pointer
        return { curl_multi_poll(pointer, nil, 0, 60_000, nil) }
    }

    /// Ends a `poll` that is out, or the next one.
    func wakeUp() {
        _ = curl_multi_wakeup(pointer)
    }
}
