/// In which language the vendor is asked, and people are told.
enum Language: String, Sendable, CaseIterable { case en, zh }
