import Bridge

/// What was seen of the address to listen on.
struct ListenFindings: Sendable {
    var probe: ListenAddressProbe
    /// Whether a service runs on the same state.
    var serviceRuns: Bool

    var check: Check {
        switch probe {
        case .free: .ok(.address, nil, "free")
        case .inUse where serviceRuns: .ok(.address, nil, "in use, while a service runs on this state_dir")
        case .inUse:
            .failed(
                .address, nil, "in use by another program",
                advice: "Give listen another port, or \"off\"; `ss -ltnp` shows who has it.")
        case .unusable(let reason):
            .failed(
                .address, nil, reason,
                advice: "listen must be an address of this machine, with a port that this user may take.")
        }
    }
}
