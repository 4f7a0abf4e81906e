import ServiceLifecycle

/// Gives back the memory that only the start needed, once every source was polled.
package struct StartMemory: Service {
    /// What the last poll caused is on its way by then.
    private static let delay: Duration = .seconds(3)
    private let polls: PollWatch
    private let time: any TimeSource

    package init(after polls: PollWatch, time: any TimeSource) {
        self.polls = polls
        self.time = time
    }

    package func run() async {
        await untilGracefulShutdown {
            await polls.firstRound()
            guard (try? await time.sleep(for: Self.delay)) != nil else { return }
            ProgramPages.giveBack()
            HeapMemory.giveBack()
        }
    }
}
