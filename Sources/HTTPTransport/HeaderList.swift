import CCurl

/// A request's headers as libcurl wants them. Owned by a `Transfer`, which frees it after the handle that points to it.
struct HeaderList {
    private(set) var first: UnsafeMutablePointer<curl_slist>?

    /// Nil: out of memory, with nothing left allocated.
    init?(_ headers: [HTTPHeader]) {
        guard headers.allSatisfy({ append($0.value.isEmpty ? "\($0.name);" : "\($0.name): \($0.value)") }),
            // An empty value takes out what libcurl would send by itself: it must neither wait for a 100 nor invent a type.
            append("Expect:"), headers.contains(where: { $0.isNamed("Content-Type") }) || append("Content-Type:")
        else {
            free()
            return nil
        }
    }

    func free() { curl_slist_free_all(first) }

    private mutating func append(_ line: String) -> Bool {
        guard let extended = curl_slist_append(first, line) else { return false }
        first = extended
        return true
    }
}
