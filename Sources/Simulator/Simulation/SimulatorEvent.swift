/// Something that happened in the simulator, for telling it as it goes.
package enum SimulatorEvent: Sendable, Equatable {
    /// A call of the vendor's API was answered.
    case answered(call: String, page: Int?, status: Int)
    /// A fault befell a request to an API action or a sink.
    case faulted(target: String, Fault)
    case accepted(ReceivedMessage)
    /// A sink knew so many messages already.
    case repeated(sink: String, count: Int)
    case refused(sink: String, reason: String)
    /// The account was changed.
    case changed(CloudChange)
}

extension SimulatorEvent: CustomStringConvertible {
    /// One line for people.
    package var description: String {
        switch self {
        case .answered(let call, let page, let status): "\(call)\(page.map { " page \($0)" } ?? "") -> \(status)"
        case .faulted(let target, let fault): "\(target): \(fault)"
        case .accepted(let message): "\(message.sink) got: \(message.title)"
        case .repeated(let sink, let count): "\(sink) knew \(count) already"
        case .refused(let sink, let reason): "\(sink) refused: \(reason)"
        case .changed(let change): "\(change)"
        }
    }
}
