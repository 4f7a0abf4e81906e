import BridgeCore
import HTTPTransport
import TestSupport
import Testing

@testable import Simulator

/// Damaged CloudEvents, in every mode.
@Suite struct CloudEventFuzzTests {
    private static let event =
        #"{"specversion":"1.0","id":"e1","source":"/a","type":"t","subject":"s","time":"2026-01-02T03:04:05.5Z","data":{"x":1}}"#
    private static let modes = [
        "application/cloudevents+json", "application/cloudevents-batch+json", "application/json",
    ]

    @Test func damagedEventsAreReadOrRefused() {
        Fuzzer("CloudEvent", corpus: [Self.event, "[\(Self.event),\(Self.event)]"]).run(few: 2000) { bytes in
            for mode in Self.modes {
                let events = try? CloudEventReader.events(in: Self.request(mode, headers: [], bytes))
                #expect(events?.allSatisfy { !$0.id.isEmpty && !$0.source.isEmpty } ?? true)
            }
        }
    }

    @Test func damagedHeadersAreReadOrRefused() {
        let values = ["1.0", "e1", "/a", "t%20u", "%E4%BD%A0%", "2026-01-02T03:04:05Z"]
        let words = ["%", "%4", "%zz", "%00", "+", " ", "\u{0}"]
        Fuzzer("CloudEvent headers", corpus: values, words: words).run(few: 2000) { bytes in
            let text = String(decoding: bytes, as: UTF8.self)
            for name in ["ce-specversion", "ce-id", "ce-time", text] {
                var headers = ["ce-specversion": "1.0", "ce-id": "e", "ce-source": "/s", "ce-type": "t"]
                headers[name] = text
                let request = Self.request(
                    "application/json", headers: headers.map { HTTPHeader(name: $0.key, value: $0.value) },
                    Array("{}".utf8))
                _ = try? CloudEventReader.events(in: request)
            }
        }
    }

    private static func request(_ type: String, headers: [HTTPHeader], _ body: [UInt8]) -> ReceivedRequest {
        ReceivedRequest(
            method: "POST", target: "/hook/siem", headers: [HTTPHeader(name: "Content-Type", value: type)] + headers,
            body: body)
    }
}
