import BridgeCore
import Sinks

struct StandardOutputSettings: SinkSettings, Equatable {
    static let word = "stdout"

    init() {}

    init(_ section: inout Section, url: Shape<Secret>) {}

    func make(_ parts: SinkParts) throws -> (any Sink, SinkTraits) {
        let output = StandardOutput(name: parts.configuration.name, output: DescriptorOutput(descriptor: 1))
        return (output, output.traits)
    }
}
