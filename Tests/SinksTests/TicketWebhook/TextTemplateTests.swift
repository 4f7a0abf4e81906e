import BridgeCore
import Testing

@testable import Sinks

@Suite struct TextTemplateTests {
    private let fields = TicketFields(
        EncodedEvent(
            id: "e1",
            json: Array(
                #"{"specversion":"1.0","id":"e1","source":"s","type":"t","data":{"n":3,"on":true,"none":null,"a":"x{title}"}}"#
                    .utf8))
    ).with(.title, #"a "b" {key} }} {{"#).with(.ticket, "T/1?x=&#é")

    @Test(arguments: [
        ("plain", "plain"), ("{id}", "e1"), ("<{id}|{id}>", "<e1|e1>"), ("{{id}}", "{id}"), ("}}{{", "}{"),
        ("{{{id}}}", "{e1}"), ("{/data/n}{/data/on}{/data/none}{/data/missing}", "3true"),
        // What stands for a placeholder is none itself.
        ("{/data/a}", "x{title}"), ("{title}", #"a "b" {key} }} {{"#), ("{earlier}", ""), ("", ""),
        ("{data}", #"{"n":3,"on":true,"none":null,"a":"x{title}"}"#),
    ])
    func placeholdersAreFilledOnce(template: String, expected: String) throws {
        #expect(try TextTemplate(template).text(fields) == expected)
    }

    @Test(arguments: [
        ("{nobody}", TemplateError.unknown("nobody")), ("{", .brace), ("}", .brace), ("a}b", .brace), ("{id", .brace),
        ("{}", .unknown("")), ("{ id }", .unknown(" id ")), ("{Title}", .unknown("Title")), ("{/~2}", .unknown("/~2")),
        ("{{id}", .brace), ("{id}}", .brace),
    ])
    func whatIsNoTemplateIsSaid(text: String, error: TemplateError) {
        #expect(throws: error) { try TextTemplate(text) }
    }

    @Test(arguments: [
        ("{/data/n}", "3"), ("{/data/on}", "true"), ("{/data/none}", "null"), ("{/data/missing}", "null"),
        ("n{/data/n}", #""n3""#), ("{earlier}", "null"), ("{ticket}", ##""T/1?x=&#é""##), ("{{}}", #""{}""#),
        ("{/data}", #"{"n":3,"on":true,"none":null,"a":"x{title}"}"#),
    ])
    func aPlaceholderAloneIsWhatItStandsFor(template: String, json: String) throws {
        let value = JSONTemplate.text(try TextTemplate(template)).value(fields)
        #expect(String(decoding: value.bytes, as: UTF8.self) == json)
    }

    @Test func jsonKeepsItsFormWhateverIsPutIntoIt() throws {
        let template = JSONTemplate.object([
            .init("a", .array([.fixed(.number("1")), .text(try TextTemplate("{title}"))])),
            .init("{title}", .fixed(.null)),
        ])
        let title = fields[.word(.title)]
        #expect(
            template.value(fields)
                == .object([.init("a", .array([.number("1"), title])), .init("{title}", .null)]))
    }
}
