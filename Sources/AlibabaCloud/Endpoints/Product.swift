/// A product of the vendor that is asked.
package enum Product: String, Sendable, Hashable, CaseIterable {
    case securityCenter, cloudFirewall, sts

    /// The public host that answers for `region`. The tables are those of the vendor's own SDKs; for a region that they
    /// do not name, the central host is taken as the vendor's command line does (the SDKs' rule makes up
    /// `sas.<region>.aliyuncs.com`, which does not exist).
    func host(in region: String) -> String {
        switch self {
        case .securityCenter: Self.securityCenterHost(in: region)
        case .cloudFirewall: Self.cloudFirewallHost(in: region)
        case .sts: Self.stsHost(in: region)
        }
    }

    /// Whether the vendor's tables have the region. Cloud Firewall and STS follow a rule instead that holds everywhere.
    func knows(_ region: String) -> Bool {
        switch self {
        case .securityCenter: Self.mainland.contains(region) || Self.abroad.contains(region)
        case .cloudFirewall, .sts: true
        }
    }

    private static func securityCenterHost(in region: String) -> String {
        if mainland.contains(region) { return "tds.cn-shanghai.aliyuncs.com" }
        return abroad.contains(region) ? "tds.ap-southeast-1.aliyuncs.com" : "tds.aliyuncs.com"
    }

    private static func cloudFirewallHost(in region: String) -> String {
        switch region {
        case "cn-hangzhou": "cloudfw.cn-hangzhou.aliyuncs.com"
        case "ap-southeast-1", "ap-southeast-3": "cloudfw.ap-southeast-1.aliyuncs.com"
        default: "cloudfw.aliyuncs.com"
        }
    }

    /// The two financial regions have no public host of their own.
    private static func stsHost(in region: String) -> String {
        switch region {
        case "", "cn-hangzhou-finance", "cn-shenzhen-finance-1": "sts.aliyuncs.com"
        default: "sts.\(region).aliyuncs.com"
        }
    }

    private static let mainland: Set = [
        "cn-qingdao", "cn-beijing", "cn-zhangjiakou", "cn-huhehaote", "cn-wulanchabu", "cn-hangzhou", "cn-shanghai",
        "cn-nanjing", "cn-fuzhou", "cn-shenzhen", "cn-heyuan", "cn-guangzhou", "cn-chengdu", "cn-hongkong",
        "cn-beijing-finance-1", "cn-hangzhou-finance", "cn-shanghai-finance-1", "cn-shenzhen-finance-1",
        "cn-north-2-gov-1", "cn-heyuan-acdr-1", "cn-qingdao-acdr-ut-1", "cn-shanghai-mybk", "cn-wuhan-lr",
        "cn-zhengzhou-jva",
    ]

    private static let abroad: Set = [
        "ap-southeast-1", "ap-southeast-2", "ap-southeast-3", "ap-southeast-5", "ap-southeast-6", "ap-southeast-7",
        "ap-northeast-1", "ap-northeast-2", "ap-south-1", "us-east-1", "us-west-1", "eu-central-1", "eu-west-1",
        "me-east-1", "me-central-1",
    ]
}
