import NIOCore

/// Knows whether the other side has said that nothing more will come from it.
///
/// Who says so after a request still gets its answer. But a browser says nothing else when it leaves a stream that never
/// ends, and what is written until somebody notices would keep its place.
final class ReaderWatch: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = NIOAny
    private var context: ChannelHandlerContext?
    private var hasLeft = false
    private var isLastAnswer = false

    func handlerAdded(context: ChannelHandlerContext) { self.context = context }

    func handlerRemoved(context: ChannelHandlerContext) { self.context = nil }

    /// From now on the connection ends when the reader leaves; at once, if that is so already.
    func closeWithTheReader() {
        isLastAnswer = true
        closeIfOver()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if let event = event as? ChannelEvent, event == .inputClosed {
            hasLeft = true
            closeIfOver()
        }
        context.fireUserInboundEventTriggered(event)
    }

    private func closeIfOver() {
        if hasLeft, isLastAnswer { context?.close(promise: nil) }
    }
}

@available(*, unavailable)
extension ReaderWatch: Sendable {}
