extension RiskCheckItem {
    /// The 45 check items that the documentation of `DescribeRiskCheckResult` lists.
    package static let catalogue: [RiskCheckItem] = [
        RiskCheckItem(
            1, .logAudit, "medium", "ActionTrail", "ActionTrail - log audit",
            "操作审计-日志审计",
            "Operations are recorded by ActionTrail and kept in OSS."),
        RiskCheckItem(
            2, .dataSecurity, "medium", "RDS", "RDS - Database security policies",
            "RDS-数据库安全策略",
            "SSL, transparent encryption and SQL audit are on for each RDS instance."),
        RiskCheckItem(
            3, .identity, "high", "RAM", "Alibaba Cloud account security - MFA",
            "云账号安全-多因素认证",
            "The account itself signs in with a second factor."),
        RiskCheckItem(
            4, .networkAccess, "high", "DDoS",
            "Alibaba Cloud Security - back-to-origin configurations of Anti-DDoS Pro or Anti-DDoS Premium",
            "云安全-DDoS高防回源配置",
            "Origin servers behind Anti-DDoS cannot be reached directly."),
        RiskCheckItem(
            5, .networkAccess, "high", "RDS", "RDS - whitelist configurations",
            "RDS-白名单配置",
            "No RDS whitelist is open to every address."),
        RiskCheckItem(
            6, .networkAccess, "high", "SLB", "SLB - high-risk ports",
            "SLB-高危端口暴露",
            "No load balancer forwards a dangerous port from the Internet."),
        RiskCheckItem(
            7, .networkAccess, "high", "WAF",
            "Alibaba Cloud Security - back-to-origin configurations of Web Application Firewall (WAF)",
            "云安全-WAF回源配置",
            "Origin servers behind the WAF cannot be reached directly."),
        RiskCheckItem(
            8, .basicProtection, "high", "ECS", "Alibaba Cloud Security - Security Center agent status",
            "云安全-云安全中心客户端状态",
            "The Security Center agent is online on each server."),
        RiskCheckItem(
            12, .dataSecurity, "high", "OSS", "OSS - bucket permissions",
            "OSS-Bucket权限设置",
            "No bucket can be read or written by the public."),
        RiskCheckItem(
            13, .monitoring, "medium", "RAM", "Security Center - AccessKey leak detection",
            "云安全中心-AK泄露检测",
            "Leaked AccessKey pairs are watched for."),
        RiskCheckItem(
            14, .networkAccess, "high", "MongoDB", "ApsaraDB for MongoDB - whitelist configurations",
            "MongoDB-白名单配置",
            "MongoDB whitelists exist and are not open to every address."),
        RiskCheckItem(
            15, .identity, "medium", "RAM", "RAM - RAM user MFA",
            "RAM-子账号多因素认证",
            "RAM users sign in with a second factor."),
        RiskCheckItem(
            16, .dataSecurity, "medium", "OSS", "OSS - log record configurations",
            "OSS-日志记录配置",
            "Access to each bucket is logged."),
        RiskCheckItem(
            17, .dataSecurity, "low", "OSS", "OSS - cross-region replication configurations",
            "OSS-跨区域复制配置",
            "Buckets are replicated to a second region."),
        RiskCheckItem(
            18, .dataSecurity, "medium", "RDS", "RDS - backup configurations",
            "RDS-数据库备份配置",
            "Each RDS instance is backed up daily."),
        RiskCheckItem(
            19, .networkAccess, "high", "Redis", "ApsaraDB for Redis - whitelist configurations",
            "Redis-白名单配置",
            "No Redis whitelist is open to every address."),
        RiskCheckItem(
            20, .identity, "medium", "ECS", "ECS - SSH key pairs",
            "ECS-密钥对登录",
            "Servers are logged in to with key pairs."),
        RiskCheckItem(
            21, .monitoring, "low", "SLB", "SLB - health status",
            "SLB-健康状态",
            "The servers behind each load balancer answer."),
        RiskCheckItem(
            22, .networkAccess, "medium", "PolarDB", "PolarDB - whitelist configurations",
            "PolarDB-白名单配置",
            "No PolarDB whitelist is open to every address."),
        RiskCheckItem(
            23, .networkAccess, "medium", "PostgreSQL", "AnalyticDB for PostgreSQL - whitelist configurations",
            "AnalyticDB PostgreSQL版-白名单配置",
            "No AnalyticDB whitelist is open to every address."),
        RiskCheckItem(
            24, .dataSecurity, "low", "ECS", "ECS - disk encryption",
            "ECS-磁盘加密",
            "Disks are encrypted."),
        RiskCheckItem(
            25, .networkAccess, "medium", "SLB", "SLB - whitelist configurations",
            "SLB-白名单配置",
            "Services other than HTTP are limited to known addresses."),
        RiskCheckItem(
            26, .monitoring, "medium", "SLB", "SLB - certificate expiration",
            "SLB-证书过期检查",
            "No certificate of a load balancer has expired."),
        RiskCheckItem(
            27, .dataSecurity, "medium", "ECS", "ECS - automatic snapshot policies",
            "ECS-自动快照策略",
            "Disks are snapshot automatically."),
        RiskCheckItem(
            28, .dataSecurity, "medium", "SSL", "SSL certificates - validity check",
            "SSL证书-有效期检查",
            "Each SSL certificate is within its validity."),
        RiskCheckItem(
            30, .dataSecurity, "low", "OSS", "OSS - bucket server-side encryption",
            "OSS-Bucket服务端加密",
            "Buckets are encrypted by the server."),
        RiskCheckItem(
            31, .networkAccess, "low", "OSS", "OSS - bucket hotlink protection",
            "OSS-Bucket防盗链配置",
            "Buckets refuse hotlinks."),
        RiskCheckItem(
            32, .dataSecurity, "low", "RDS", "RDS - cross-region backup configurations",
            "RDS-异地备份配置",
            "RDS backups are kept in a second region too."),
        RiskCheckItem(
            33, .dataSecurity, "medium", "MongoDB", "ApsaraDB for MongoDB - backup configurations",
            "MongoDB-备份配置",
            "Each MongoDB instance is backed up."),
        RiskCheckItem(
            34, .logAudit, "medium", "MongoDB", "ApsaraDB for MongoDB - log audit",
            "MongoDB-日志审计",
            "Operations on MongoDB are audited."),
        RiskCheckItem(
            35, .dataSecurity, "medium", "MongoDB", "ApsaraDB for MongoDB - SSL certificate",
            "MongoDB-SSL证书",
            "Connections to MongoDB are encrypted."),
        RiskCheckItem(
            36, .monitoring, "medium", "CloudMonitor", "Cloud Monitor - Cloud Monitor agent status",
            "云监控-云监控插件状态",
            "The Cloud Monitor agent runs on each server."),
        RiskCheckItem(
            37, .networkAccess, "medium", "ECS", "ECS - security group policies",
            "ECS-安全组策略",
            "Security groups open no more than they must."),
        RiskCheckItem(
            38, .networkAccess, "medium", "VPC", "VPC - DNAT rules",
            "VPC-DNAT规则",
            "DNAT rules open no dangerous port."),
        RiskCheckItem(
            39, .dataSecurity, "medium", "Redis", "Redis - backup configurations",
            "Redis-备份配置",
            "Each Redis instance is backed up."),
        RiskCheckItem(
            40, .dataSecurity, "high", "CR", "Container Registry - repository permission configurations",
            "容器镜像服务-仓库权限设置",
            "No image repository is public by mistake."),
        RiskCheckItem(
            41, .basicProtection, "low", "CR", "Container Registry - security scan",
            "容器镜像服务-安全扫描",
            "Images are scanned."),
        RiskCheckItem(
            42, .logAudit, "medium", "SLB", "SLB - access log configurations",
            "SLB-访问日志配置",
            "Access to load balancers is logged."),
        RiskCheckItem(
            43, .logAudit, "low", "Redis", "Redis - log audit configurations",
            "Redis-日志审计配置",
            "Operations on Redis are audited."),
        RiskCheckItem(
            44, .identity, "medium", "OSS", "OSS - authorization policies",
            "OSS-授权策略",
            "Bucket policies grant no more than they must."),
        RiskCheckItem(
            46, .dataSecurity, "medium", "PolarDB", "PolarDB - backup configurations",
            "PolarDB-备份配置",
            "Each PolarDB cluster is backed up."),
        RiskCheckItem(
            47, .logAudit, "medium", "PolarDB", "PolarDB - SQL Explorer",
            "PolarDB-SQL洞察",
            "SQL Explorer is on for PolarDB."),
        RiskCheckItem(
            49, .identity, "medium", "RAM", "Alibaba Cloud account security - AccessKey pair",
            "云账号安全-AccessKey",
            "The account itself has no AccessKey pair in use."),
        RiskCheckItem(
            51, .logAudit, "medium", "CDN", "CDN - real-time log push",
            "CDN-实时日志推送",
            "CDN logs are pushed in real time."),
        RiskCheckItem(
            52, .dataSecurity, "medium", "Redis", "ApsaraDB for Redis - SSL certificate",
            "Redis-SSL证书",
            "Connections to Redis are encrypted."),
    ]
}
