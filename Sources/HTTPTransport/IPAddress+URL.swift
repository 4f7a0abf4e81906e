import CCurl

extension IPAddress {
    /// The address that a URL names in place of a host, in any of the spellings that libcurl takes for one: decimal, octal,
    /// hexadecimal, percent-encoded. Nil: it names a host.
    init?(writtenIn url: String) {
        // Most name a host, and are not worth being parsed once more.
        guard WebAddress(url).host.utf8.first.map(Self.mayBegin) == true, let parser = curl_url() else { return nil }
        defer { curl_url_cleanup(parser) }
        var host: UnsafeMutablePointer<CChar>?
        guard curl_url_set(parser, CURLUPART_URL, url, 0) == CURLUE_OK,
            curl_url_get(parser, CURLUPART_HOST, &host, 0) == CURLUE_OK, let host
        else { return nil }
        // Safe: it is libcurl's until it is given back, and copied before.
        defer { curl_free(host) }
        self.init(String(String(cString: host).filter { $0 != "[" && $0 != "]" }))
    }

    /// A digit, a bracket, or what may stand for one of them.
    private static func mayBegin(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || byte == UInt8(ascii: "[") || byte == UInt8(ascii: "%")
    }
}
