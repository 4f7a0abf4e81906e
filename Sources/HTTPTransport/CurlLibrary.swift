import CCurl
import Glibc

/// What libcurl wants done once per process.
enum CurlLibrary {
    /// The result of `curl_global_init`. A `static let` runs once, whoever comes first.
    static let initialised: CURLcode = {
        ignoreBrokenPipes()
        return curl_global_init(Int(CURL_GLOBAL_ALL))
    }()

    /// With `CURLOPT_NOSIGNAL` libcurl no longer guards its writes: a peer that hangs up would end the process.
    private static func ignoreBrokenPipes() {
        signal(SIGPIPE, SIG_IGN)
    }
}
