/// A source or a sink has another name in the configuration now, and keeps its past.
package struct CursorRename: Sendable, Equatable {
    package var what: Subject
    package var old: String
    package var new: String

    package enum Subject: String, Sendable, CaseIterable { case source, sink }

    package init(_ what: Subject, from old: String, to new: String) {
        (self.what, self.old, self.new) = (what, old, new)
    }
}

extension Cursor {
    /// The same cursor under the new name: made of the same records, so that nothing can be forgotten. Events that were
    /// committed stay as they are, id and all.
    /// - Throws: ``RequestRefusal`` if the old name is not known, or the new one is: two pasts do not become one.
    package func renamed(_ rename: CursorRename) throws(RequestRefusal) -> Cursor {
        let names = names(of: rename.what)
        let known = names.union(remembered(rename.what))
        guard known.contains(rename.old) else {
            throw RequestRefusal(
                "there is no \(rename.what.rawValue) \(rename.old) in the cursor, but \(known.sorted().listed)")
        }
        guard !names.contains(rename.new) else {
            throw RequestRefusal(
                "the cursor knows a \(rename.what.rawValue) \(rename.new) already: two pasts cannot become one")
        }
        var renamed = Cursor(identity: identity)
        do {
            for record in records { try renamed.apply(rename.applied(to: record)) }
        } catch {
            throw RequestRefusal("the cursor contradicts itself (\(error)): see checkbridge cursor verify")
        }
        renamed.resume(at: sequence, nextEvent: outbox.nextNumber)
        return renamed
    }

    private func names(of what: CursorRename.Subject) -> Set<String> {
        switch what {
        case .source: Set(sources.keys).union(scopes.map(\.scope.source))
        case .sink:
            Set(outbox.events.values.flatMap(\.sinks)).union(outbox.deadLetters.keys.map(\.sink))
                .union(outbox.digests.values.map(\.sink)).union(memories.sinks)
        }
    }

    /// What is over can be under the new name already: then both pasts are over, and can become one.
    private func remembered(_ what: CursorRename.Subject) -> Set<String> {
        switch what {
        case .source: Set(outbox.history.events.compactMap(\.event.source))
        case .sink:
            Set(outbox.history.events.lazy.flatMap(\.endings).map(\.sink))
                .union(outbox.endings.values.lazy.flatMap(\.self).map(\.sink))
        }
    }
}

extension CursorRename {
    fileprivate func applied(to record: CursorRecord) -> CursorRecord {
        switch what {
        case .source: renamingSource(record)
        case .sink: renamingSink(record)
        }
    }

    private func name(_ name: String) -> String { name == old ? new : name }

    private func renamingSource(_ record: CursorRecord) -> CursorRecord {
        switch record {
        case .source(let name, let state): return .source(name: self.name(name), state)
        case .scope(let number, var scope, let filter, let suspicion):
            scope.source = name(scope.source)
            return .scope(number: number, scope, filter: filter, suspicion)
        case .event(let event): return .event(renamingSource(event))
        case .told(let event): return .told(renamingSource(event))
        case .remembered(var memory):
            memory.matter = matter(memory.matter)
            return .remembered(memory)
        case .text, .finding, .forgotten, .attempted, .digest, .settled, .exhumed, .forwarded, .sample: return record
        }
    }

    private func renamingSource(_ event: OwedEvent) -> OwedEvent {
        var renamed = event
        renamed.order = order(of: event)
        renamed.source = event.source.map(name)
        return renamed
    }

    /// The order under which the finding's next event will stand, so that it still waits for this one. The event itself
    /// has the name that the source had when it was made; the order tells whether it had the old name last.
    private func order(of event: OwedEvent) -> UInt64 {
        guard let read = try? Event(event.event), let first = read.sourceName else { return event.order }
        let key = read.finding?["key"]?.string
        let (head, tail) = key.map { ("", $0.dropFirst(first.count)) } ?? (read.source.dropLast(first.count), "")
        guard event.order == OwedEvent.order(of: head + old + tail) else { return event.order }
        return OwedEvent.order(of: head + new + tail)
    }

    /// What the finding's, or the source's, next event will be about.
    private func matter(_ matter: String) -> String {
        if matter.hasPrefix("\(old)/") { return new + matter.dropFirst(old.count) }
        return matter.hasSuffix("/sources/\(old)") ? matter.dropLast(old.count) + new : matter
    }

    private func renamingSink(_ record: CursorRecord) -> CursorRecord {
        switch record {
        case .event(let event): return .event(renamingSink(event))
        case .told(let event): return .told(renamingSink(event))
        case .attempted(var key, let attempts):
            key.sink = name(key.sink)
            return .attempted(key, attempts)
        case .digest(var digest):
            digest.sink = name(digest.sink)
            return .digest(digest)
        case .settled(let sink, let events, let settlement, let moment):
            return .settled(sink: name(sink), events: events, settlement, at: moment)
        case .exhumed(let sink, let events, let again): return .exhumed(sink: name(sink), events: events, again: again)
        case .forwarded(let sink, let events): return .forwarded(sink: name(sink), events: events)
        case .remembered(var memory):
            memory.sink = name(memory.sink)
            return .remembered(memory)
        case .text, .source, .scope, .finding, .forgotten, .sample: return record
        }
    }

    private func renamingSink(_ event: OwedEvent) -> OwedEvent {
        var renamed = event
        renamed.sinks = event.sinks.map(name)
        return renamed
    }
}
