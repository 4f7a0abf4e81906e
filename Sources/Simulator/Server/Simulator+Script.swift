extension Simulator {
    /// Makes a step of a script happen.
    package func perform(_ step: ScriptStep) throws(CloudChangeError) {
        switch step.action {
        case .change(let change): try apply(change)
        case .fault(let rule): inject(rule)
        }
    }
}

extension Script {
    /// Plays on `simulator`; returns after the last step, or when the task is cancelled.
    /// - Parameter each: is told of a step right before it happens.
    package func play(
        on simulator: Simulator, clock: some Clock<Duration>, each: (ScriptStep) async -> Void
    ) async throws(CloudChangeError) {
        var elapsed = Duration.zero
        for step in steps {
            // A sleep fails only when the task is cancelled.
            guard (try? await clock.sleep(for: step.at - elapsed)) != nil else { return }
            elapsed = step.at
            await each(step)
            try await simulator.perform(step)
        }
    }
}
