/// A webhook of the simulator.
package struct SimulatedWebhook: Sendable, CustomStringConvertible {
    /// The last part of its path, `/hook/NAME`.
    package var name: String
    /// `whsec_…`, any of which may have signed; none asks for no signature.
    package var secrets: [String]

    package init(name: String, secrets: [String] = []) {
        (self.name, self.secrets) = (name, secrets)
    }

    package var description: String { "SimulatedWebhook(\(name))" }
}
