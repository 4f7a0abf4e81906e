import BridgeCore
import Simulator
import Testing

@Suite struct RiskCheckItemTests {
    @Test func theCatalogueHasThe45DocumentedItems() {
        let ids = RiskCheckItem.catalogue.map(\.id)
        let missing = [9, 10, 11, 29, 45, 48, 50]
        #expect(ids == (1...52).filter { !missing.contains($0) })
    }

    @Test func everyTitleIsThereOnceInEachLanguage() {
        #expect(Set(RiskCheckItem.catalogue.map(\.title.english)).count == 45)
        #expect(Set(RiskCheckItem.catalogue.map(\.title.chinese)).count == 45)
    }
}
