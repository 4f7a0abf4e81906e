extension String {
    /// Without ASCII white space at either end: secrets in files and the vendor's texts often end in a line feed.
    package var trimmed: String {
        guard let first = utf8.first, let last = utf8.last, first.isBlank || last.isBlank else { return self }
        let utf8 = self.utf8
        guard let start = utf8.firstIndex(where: { !$0.isBlank }), let end = utf8.lastIndex(where: { !$0.isBlank })
        else { return "" }
        return String(self[start...end])
    }
}

extension UInt8 {
    fileprivate var isBlank: Bool { self == 0x20 || (0x09...0x0D).contains(self) }
}
