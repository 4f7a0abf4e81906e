extension [UInt8] {
    /// Overwrites the bytes, so that a secret is gone from memory once nobody needs it. For the only holder of them: of
    /// what others hold it would overwrite a copy. No optimiser leaves it out, because what releasing the bytes does is
    /// unknown to it. Strings have nothing of the kind.
    package mutating func wipe() {
        for index in indices { self[index] = 0 }
    }
}
