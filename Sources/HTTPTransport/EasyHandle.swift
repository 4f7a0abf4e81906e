import CCurl

/// libcurl's `CURL *` with typed options. A thin pointer: `Transfer` owns it and releases it.
struct EasyHandle {
    let pointer: UnsafeMutableRawPointer

    /// A code libcurl gave where it should have given `CURLE_OK`.
    struct Failure: Error {
        let code: CURLcode
    }

    func set(_ option: CURLoption, to value: Int) throws(Failure) {
        try check(ccurl_set_long(pointer, option, value))
    }

    func set(_ option: CURLoption, toOffset value: Int) throws(Failure) {
        try check(ccurl_set_offset(pointer, option, curl_off_t(value)))
    }

    /// libcurl copies the string. Nil means the option's default.
    func set(_ option: CURLoption, to value: String?) throws(Failure) {
        try check(ccurl_set_string(pointer, option, value))
    }

    /// libcurl keeps the pointer: it must outlive the handle, or the option's next setting.
    func set(_ option: CURLoption, to value: UnsafeMutableRawPointer?) throws(Failure) {
        try check(ccurl_set_pointer(pointer, option, value))
    }

    func set(_ option: CURLoption, _ callback: curl_write_callback) throws(Failure) {
        try check(ccurl_set_callback(pointer, option, callback))
    }

    func set(_ option: CURLoption, _ callback: curl_sockopt_callback) throws(Failure) {
        try check(ccurl_set_socket_callback(pointer, option, callback))
    }

    func set(_ option: CURLoption, _ callback: curl_opensocket_callback) throws(Failure) {
        try check(ccurl_set_open_socket_callback(pointer, option, callback))
    }

    func set(_ option: CURLoption, _ callback: curl_prereq_callback) throws(Failure) {
        try check(ccurl_set_prereq_callback(pointer, option, callback))
    }

    func set(_ option: CURLoption, progress callback: curl_xferinfo_callback) throws(Failure) {
        try check(ccurl_set_progress_callback(pointer, option, callback))
    }

    /// 0 where libcurl does not know.
    func long(_ info: CURLINFO) -> Int {
        var value = 0
        return ccurl_get_long(pointer, info, &value) == CURLE_OK ? value : 0
    }

    /// 0 where libcurl does not know.
    func offset(_ info: CURLINFO) -> Int {
        var value: curl_off_t = 0
        return ccurl_get_offset(pointer, info, &value) == CURLE_OK ? Int(value) : 0
    }

    private func check(_ code: CURLcode) throws(Failure) {
        guard code == CURLE_OK else { throw Failure(code: code) }
    }
}
