package import BridgeCore

/// The one holder of a running ``Simulation``; everybody else asks it.
package actor Simulator {
    /// What happens, for one listener. Whoever listens too slowly loses the oldest.
    package nonisolated let events: AsyncStream<SimulatorEvent>
    private let listener: AsyncStream<SimulatorEvent>.Continuation
    private var simulation: Simulation
    private let now: @Sendable () -> Timestamp

    /// - Parameter now: the simulated services' clock.
    package init(_ simulation: Simulation, now: @escaping @Sendable () -> Timestamp) {
        self.simulation = simulation
        self.now = now
        (events, listener) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(256))
    }

    deinit { listener.finish() }

    package var cloud: SimulatedCloud { simulation.cloud }
    package var mailbox: Mailbox { simulation.mailbox }
    /// What the fake services keep, by the names of those that keep anything.
    package var tickets: [String: [SimulatedTicket]] {
        simulation.receivers.mapValues(\.shelf.tickets).filter { !$0.value.isEmpty }
    }

    /// Answers a request, whichever part of the simulator it is for.
    package func answer(_ request: ReceivedRequest) -> Reply {
        defer { tell() }
        return simulation.answer(request, at: now())
    }

    /// Takes or refuses a mail.
    package func answer(_ mail: SubmittedMail) -> MailAnswer {
        defer { tell() }
        return simulation.answer(mail, at: now())
    }

    /// Changes the account.
    package func apply(_ change: CloudChange) throws(CloudChangeError) {
        defer { tell() }
        try simulation.apply(change, at: now())
    }

    /// Plans a fault.
    package func inject(_ rule: FaultRule) {
        simulation.inject(rule)
    }

    private func tell() {
        for event in simulation.takeEvents() { listener.yield(event) }
    }
}
