extension Redaction {
    init(_ server: MailServer) {
        self.init(urls: [server.options.proxy], [server.options.proxy, server.login?.password])
    }
}
