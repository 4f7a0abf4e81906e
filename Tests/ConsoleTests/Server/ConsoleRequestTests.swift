import Console
import Testing

@Suite struct ConsoleRequestTests {
    @Test func theTargetIsTakenApart() {
        let request = ConsoleRequest(.get, "/api/v1/a%20b?x=1&y=a+b%2Fc&z&=q")
        #expect(request.path == "/api/v1/a b")
        #expect(request.query.map { "\($0.name)=\($0.value)" } == ["x=1", "y=a b/c", "z=", "=q"])
    }

    @Test(arguments: ["", "/", "?", "/?"]) func anEmptyOneIsTheRoot(target: String) {
        let request = ConsoleRequest(.get, target)
        #expect(["", "/"].contains(request.path))
        #expect(request.query.isEmpty)
    }
}
