import CCurl
import Glibc

/// A request's headers as libcurl wants them. Owned by a `Transfer`, which frees it after the handle that points to it.
struct HeaderList {
    private(set) var first: UnsafeMutablePointer<curl_slist>?

    /// Nil: out of memory, with nothing left allocated.
    init?(_ lines: [String]) {
        for line in lines where !append(line) {
            free()
            return nil
        }
    }

    /// Overwrites the lines before: headers are where keys travel.
    func free() {
        var line = first
        while let entry = line?.pointee {
            // Safe: libcurl's own copy of a line, which nobody reads any more.
            explicit_bzero(entry.data, strlen(entry.data))
            line = entry.next
        }
        curl_slist_free_all(first)
    }

    private mutating func append(_ line: String) -> Bool {
        guard let extended = curl_slist_append(first, line) else { return false }
        first = extended
        return true
    }
}
