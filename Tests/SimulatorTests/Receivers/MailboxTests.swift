import Simulator
import Testing

@Suite struct MailboxTests {
    @Test func theOldestMessagesAreForgottenButCounted() {
        let caller = Caller()
        for number in 1...2001 { _ = caller.ask(.slack(#"{"text":"\#(number)"}"#)) }
        let mailbox = caller.simulation.mailbox
        #expect((1500...2000).contains(mailbox.messages.count))
        #expect(mailbox.messages.last?.title == "2001")
        #expect(mailbox.messages.last?.number == 2001)
        #expect(mailbox.tallies["slack"]?.accepted == 2001)
    }

    @Test func largeMessagesAreForgottenSooner() {
        let caller = Caller()
        let body = String(repeating: " ", count: 1 << 20)
        for number in 1...40 {
            let headers = ["ce-specversion": "1.0", "ce-id": "\(number)", "ce-source": "/a", "ce-type": "t"]
            _ = caller.ask(.post("/hook/x", body, type: "text/plain", headers: headers))
        }
        #expect(caller.simulation.mailbox.messages.count <= 32)
        #expect(caller.simulation.mailbox.tallies["webhook/x"]?.accepted == 40)
    }
}
