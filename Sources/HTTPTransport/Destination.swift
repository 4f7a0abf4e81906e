/// What requests with equal options share: a line to wait in and transfers ready for use.
final class Destination {
    let options: HTTPOptions
    var line = WaitingLine()
    /// Transfers under way.
    var inFlight = 0
    var idle: [Transfer] = []

    init(options: HTTPOptions) {
        self.options = options
    }

    var isUnused: Bool { inFlight == 0 && line.isEmpty }
    var canStart: Bool { inFlight < options.maxConnections ?? .max && line.hasStartable }
}
