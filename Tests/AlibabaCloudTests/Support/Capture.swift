import BridgeCore

/// One request of `Vectors/raw-requests.json`, as one of the vendor's SDKs sent it.
struct Capture: Sendable {
    let name: String
    let method: String
    let path: String
    let headers: [(name: String, value: String)]
    let parameters: [String: String]

    var host: String { headers.first { $0.name.lowercased() == "host" }?.value ?? "" }

    static let all: [Capture] = {
        let captures = try? Resource.json("Vectors/raw-requests.json")["captures"]?.array
        return (captures ?? []).map(Capture.init)
    }()

    private init(_ json: JSONValue) {
        name = json["name"]?.string ?? ""
        method = json["method"]?.string ?? ""
        path = json["path"]?.string ?? ""
        headers = (json["headersInOrder"]?.array ?? []).compactMap { pair in
            pair.array.map { ($0[0].string ?? "", $0[1].string ?? "") }
        }
        let pairs = (json["query"]?.string ?? "").split(separator: "&").map { pair in
            pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map {
                PercentEncoding.decode(String($0).replacing("+", with: " "))
            }
        }
        parameters = Dictionary(uniqueKeysWithValues: pairs.map { ($0[0], $0[1]) })
    }
}
