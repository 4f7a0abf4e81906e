/// What a Cloud Firewall check is about; the raw value is the API's `AclType`.
package enum AclType: String, Sendable, CaseIterable {
    case internet = "Internet"
    case nat = "NAT"
    case vpc = "VPC"
    case addressBook = "AddressBook"
}

/// What a Cloud Firewall check looks for; the raw value is the API's `CheckName`.
package enum AclCheckName: String, Sendable, CaseIterable {
    case hitCountZero = "PolicyHitCountZero"
    case sourceDestinationSame = "PolicySourceDestinationSame"
    case duplicate = "PolicyDuplicate"
    case conflict = "PolicyConflict"
    case defaultNotDeny = "DefaultPolicyNotDeny"
    case portHighRisk = "PolicyPortHighRisk"
    case tooLoose = "PolicyTooLoose"
    case ipSeparated = "AddressBookIpSeparated"
    case portSeparated = "AddressBookPortSeparated"
    case domainValid = "AddressBookDomainValid"
}

/// One check of one kind of policy: what one task of Cloud Firewall examines.
package struct AclScope: Sendable, Hashable, CustomStringConvertible {
    package var type: AclType
    package var check: AclCheckName

    package init(_ type: AclType, _ check: AclCheckName) {
        (self.type, self.check) = (type, check)
    }

    package var description: String { "\(type.rawValue)/\(check.rawValue)" }

    /// Every combination that makes sense: policies and address books have checks of their own.
    package static let all: [AclScope] = AclType.allCases.flatMap { type in
        AclCheckName.allCases.filter { $0.isOfAddressBooks == (type == .addressBook) }.map { AclScope(type, $0) }
    }
}

extension AclCheckName {
    var isOfAddressBooks: Bool {
        switch self {
        case .ipSeparated, .portSeparated, .domainValid: true
        case .hitCountZero, .sourceDestinationSame, .duplicate, .conflict, .defaultNotDeny, .portHighRisk, .tooLoose:
            false
        }
    }

    /// `High`, `Medium` or `Low`: capitalised, unlike Security Center's.
    var level: String {
        switch self {
        case .defaultNotDeny, .portHighRisk, .tooLoose: "High"
        case .hitCountZero, .conflict, .duplicate, .domainValid: "Medium"
        case .sourceDestinationSame, .ipSeparated, .portSeparated: "Low"
        }
    }

    /// The API's `CheckType`.
    var kind: String { isOfAddressBooks ? "AddressBookGather" : "InvalidPolicy" }

    /// What is wrong with a finding, in a few words.
    var assessment: Localized {
        switch self {
        case .hitCountZero: Localized(english: "No traffic has hit this policy.", chinese: "该策略没有命中流量。")
        case .sourceDestinationSame: Localized(english: "Source and destination are the same.", chinese: "源与目的相同。")
        case .duplicate: Localized(english: "Another policy says the same.", chinese: "与其他策略重复。")
        case .conflict: Localized(english: "Another policy says the opposite.", chinese: "与其他策略冲突。")
        case .defaultNotDeny: Localized(english: "The default is not to deny.", chinese: "默认策略不是拒绝。")
        case .portHighRisk: Localized(english: "Opens a port of high risk.", chinese: "开放了高危端口。")
        case .tooLoose: Localized(english: "Allows more than it needs to.", chinese: "策略过于宽松。")
        case .ipSeparated: Localized(english: "Addresses could be joined.", chinese: "地址可以合并。")
        case .portSeparated: Localized(english: "Ports could be joined.", chinese: "端口可以合并。")
        case .domainValid: Localized(english: "A domain does not resolve.", chinese: "域名无法解析。")
        }
    }
}
