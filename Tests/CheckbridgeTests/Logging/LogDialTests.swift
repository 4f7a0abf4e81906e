import Logging
import Testing

@testable import checkbridge

@Suite struct LogDialTests {
    @Test func aLoggerFollowsTheDial() {
        let dial = LogDial()
        let log = Logger(LogConfiguration(level: .warning, format: .json), dial: dial)
        #expect(log.logLevel == .warning)
        dial.set(.trace)
        #expect(log.logLevel == .trace)
    }

    @Test func aLevelOfItsOwnStays() {
        let dial = LogDial()
        var log = Logger(LogConfiguration(), dial: dial)
        log.logLevel = .error
        dial.set(.trace)
        #expect(log.logLevel == .error)
    }

    @Test func theSignalTurnsToDebugAndBack() {
        let dial = LogDial(.notice)
        dial.toggle()
        #expect(dial.level == .debug)
        dial.toggle()
        #expect(dial.level == .notice)
    }
}
