/// What routing sees of an event: the fields as text, and nothing else.
package struct RouteSubject: Sendable, Equatable {
    /// A field that the event does not have, or has as null, is not in here.
    private var fields: [RouteField: String]
    /// The sink whose trouble this event reports: it is not to be told through itself.
    package var concernedSink: String?

    package init(_ fields: [RouteField: String], concernedSink: String? = nil) {
        self.fields = fields
        self.concernedSink = concernedSink
    }

    package init(_ event: Event) {
        fields = [:]
        for field in RouteField.allCases { fields[field] = event.text(of: field) }
        concernedSink = event.concernedSink
    }

    package subscript(field: RouteField) -> String? { fields[field] }
}

extension Event {
    fileprivate func text(of field: RouteField) -> String? {
        switch field {
        case .account: account
        case .source: sourceName
        case .kind: (finding?["kind"] ?? data["kind"])?.string
        case .severity: (severity?.rawValue) ?? finding?["severity"]?.string
        case .transition: data["transition"]?.string
        case .from: from
        case .to: to
        case .new: data["new"]?.text
        case .state: finding?["state"]?.string
        case .category: finding?["category"]?.string
        case .assetType: finding?["asset_type"]?.string
        case .id: finding?["id"]?.text
        case .title: finding?["title"]?.string
        case .type: type
        }
    }

    /// A test message is meant for the sink that it names; the other sink events are about it.
    fileprivate var concernedSink: String? {
        switch knownType {
        case .sink(.failing), .sink(.paused), .sink(.recovered): data["sink"]?.string
        case .sink(.test), .finding, .baseline, .source, .cursor, nil: nil
        }
    }
}
