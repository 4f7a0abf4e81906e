import BridgeCore

extension Simulation {
    /// Answers `/simulator/…`, with which people and tests change what is simulated. Only this machine may ask.
    mutating func control(_ request: ReceivedRequest, _ path: [String], at now: Timestamp) -> Reply {
        guard request.isLocal else { return .error(403, "the control API answers this machine only") }
        do throws(ControlError) {
            return try route(request, path, now)
        } catch {
            return .error(error.status, error.text)
        }
    }

    private mutating func route(_ request: ReceivedRequest, _ path: [String], _ now: Timestamp) throws(ControlError)
        -> Reply
    {
        switch (request.method, path.first, path.count) {
        case ("GET", "state", 1): return .json(200, state(at: now))
        case ("GET", "received", 1...): return .json(200, received(path.dropFirst().joined(separator: "/")))
        case ("GET", "tickets", 2): return .json(200, tickets(of: path[1]))
        case ("POST", "tickets", 3): return try touch(path[1], path[2], try Self.body(request))
        case ("GET", "acl", 3): return .json(200, try findings(of: scope(path)))
        case ("POST", "items", 2): return try change(item(path[1], request), now)
        case ("POST", "acl", 3): return try change(task(scope(path), request), now)
        case ("POST", "acl", 4): return try change(finding(scope(path), path[3], request), now)
        case ("DELETE", "acl", 4): return try change(.removeFinding(scope(path), uuid: path[3]), now)
        case ("GET", "accounts", 2): return .json(200, try account(path[1], at: now))
        case ("POST", "accounts", 4) where path[2] == "items":
            return try change(item(path[3], request), of: path[1], now)
        case ("POST", "accounts", 6) where path[2] == "acl":
            let place = Array(path.dropFirst(2))
            return try change(finding(scope(place), path[5], request), of: path[1], now)
        case ("POST", "faults", 1): return try plan(request)
        case ("POST", "reset", 1):
            reset()
            return Self.done
        default: throw .unknown(request)
        }
    }

    /// What somebody does to a ticket by hand.
    private mutating func touch(
        _ receiver: String, _ id: String, _ json: JSONValue
    ) throws(ControlError) -> Reply {
        let isThere = touch(id, of: receiver) { ticket in
            if let state = json["state"]?.string { ticket.state = state }
            if json["deleted"]?.bool == true { ticket.isDeleted = true }
        }
        guard isThere else { throw .body("\(receiver) has no ticket \(id)") }
        return Self.done
    }

    private static var done: Reply { .json(200, Array(#"{"ok":true}"#.utf8)) }

    private mutating func change(_ change: CloudChange, _ now: Timestamp) throws(ControlError) -> Reply {
        do throws(CloudChangeError) { try apply(change, at: now) } catch { throw .change(error) }
        return Self.done
    }

    private mutating func change(
        _ change: CloudChange, of account: String, _ now: Timestamp
    ) throws(ControlError) -> Reply {
        do throws(CloudChangeError) { try apply(change, to: account, at: now) } catch { throw .change(error) }
        return Self.done
    }

    private mutating func plan(_ request: ReceivedRequest) throws(ControlError) -> Reply {
        let json = try Self.body(request)
        let rule: FaultRule
        do throws(FaultRule.Unreadable) { rule = try FaultRule(json) } catch { throw .body(error.reason) }
        guard inject(rule) else { throw .body("there are \(FaultPlan.maximumRules) faults already") }
        return Self.done
    }

    private func scope(_ path: [String]) throws(ControlError) -> AclScope {
        guard let type = AclType(rawValue: path[1]), let check = AclCheckName(rawValue: path[2]) else {
            throw .change(.unknownName("\(path[1])/\(path[2])"))
        }
        return AclScope(type, check)
    }
}

extension Simulation {
    private func item(_ name: String, _ request: ReceivedRequest) throws(ControlError) -> CloudChange {
        guard let id = Int(name) else { throw .body("an item is named by its number") }
        let json = try Self.body(request)
        if let lasting = json["running_ms"]?.integer, lasting >= 0 {
            return .run(
                id, becoming: json["becoming"]?.string ?? "pass", affected: json.number("affected") ?? 0,
                lasting: .milliseconds(lasting))
        }
        if json["check_status"] != nil { return .checkStatus(id, json["check_status"]?.string) }
        return .item(
            id, status: json["status"]?.string, level: json["level"]?.string, affected: json.number("affected"),
            listed: json["listed"]?.bool)
    }

    private func finding(_ scope: AclScope, _ uuid: String, _ request: ReceivedRequest) throws(ControlError)
        -> CloudChange
    {
        guard let status = try Self.body(request)["status"]?.string else {
            throw .body("\"status\" must be Pending, Processed or Ignored")
        }
        return .finding(scope, uuid: uuid, status: status)
    }

    private func task(_ scope: AclScope, _ request: ReceivedRequest) throws(ControlError) -> CloudChange {
        let json = try Self.body(request)
        if json["rerun"]?.bool == true { return .rerun(scope) }
        if json["add"]?.bool == true { return .addFinding(scope) }
        guard let progress = json["progress"]?.string.flatMap(AclTask.Progress.init) else {
            throw .body(#"one of {"rerun":true}, {"add":true}, {"progress":"Checking"} is needed"#)
        }
        return .progress(scope, progress)
    }

    private static func body(_ request: ReceivedRequest) throws(ControlError) -> JSONValue {
        do throws(JSONError) {
            let json = try JSONValue(parsing: request.body)
            if json.members != nil { return json }
        } catch { throw .body("\(error)") }
        throw .body("it must be a JSON object")
    }
}

extension JSONValue {
    fileprivate func number(_ name: String) -> Int? {
        self[name]?.integer.flatMap { Int(exactly: $0) }
    }
}
