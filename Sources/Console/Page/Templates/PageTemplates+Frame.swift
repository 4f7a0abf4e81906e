extension PageTemplates {
    /// What is around every page.
    static let frame = """
        <!doctype html>
        <html lang="{{code}}">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>{{title}}</title>
        <link rel="icon" href="{{icon}}">
        <style>{{{style}}}</style>
        </head>
        <body>
        <a class="skip" href="#main">[[Skip to the content|跳到正文]]</a>
        <header class="bar">
        <a class="brand" href="/"><svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true"><path d="M2 18V9M22 18V9M2 14c6-8 14-8 20 0" fill="none" stroke="currentColor" stroke-width="2.2" stroke-linecap="round"/><path d="M8.5 12.2l2.7 2.7 4.8-5.4" fill="none" stroke="currentColor" stroke-width="2.2" stroke-linecap="round" stroke-linejoin="round"/></svg><span>checkbridge</span></a>
        {{#isInside}}
        <nav aria-label="[[Pages|页面]]">
        <a href="/"{{#isOverview}} aria-current="page"{{/isOverview}}>[[Overview|概览]]</a>
        <a href="/findings"{{#isFindings}} aria-current="page"{{/isFindings}}>[[Findings|风险列表]]</a>
        </nav>
        {{/isInside}}
        <div class="tools">
        {{#isLive}}<span id="pulse" class="pulse" hidden data-on="[[Live|实时]]" data-off="[[Not live: trying again|连接中断，正在重试]]"></span>{{/isLive}}
        <a href="{{otherLink}}" lang="{{otherCode}}" hreflang="{{otherCode}}">{{otherName}}</a>
        {{#canLogIn}}<a href="{{loginLink}}">[[Log in|登录]]</a>{{/canLogIn}}
        {{#isLoggedIn}}<form method="post" action="/logout"><button class="plain">[[Log out|退出登录]]</button></form>{{/isLoggedIn}}
        </div>
        </header>
        <main id="main" tabindex="-1">
        {{{body}}}
        </main>
        {{#isLive}}<p id="announcement" class="hidden" role="status"></p>{{/isLive}}
        <footer>
        <span>checkbridge {{version}}</span>
        {{#isInside}}<a href="/api/v1/openapi.json">API</a> <a href="/metrics">[[Metrics|指标]]</a>{{/isInside}}
        </footer>
        {{#isLive}}<script>{{{script}}}</script>{{/isLive}}
        </body>
        </html>
        """

    /// How long ago something was, and when.
    static let age = """
        <time datetime="{{machine}}" title="{{shown}}">{{age}}</time>
        """

    static let login = """
        <section class="narrow card" aria-labelledby="login-h">
        <h1 id="login-h">[[Log in|登录]]</h1>
        <p>[[With the token of|请使用配置项]] <code>listen.token_file</code> [[in the configuration.|中的令牌。]]</p>
        {{#wasWrong}}<p class="alert" role="alert" id="login-error"><strong>[[That is not the token.|令牌不正确。]]</strong> [[Look at the file that the configuration names; it may have been changed.|请查看配置中指定的文件，令牌可能已更换。]]</p>{{/wasWrong}}
        <form method="post" action="/login" class="stack">
        <input type="hidden" name="next" value="{{next}}">
        <input type="text" name="username" value="checkbridge" autocomplete="username" class="hidden" tabindex="-1" aria-hidden="true" readonly>
        <label for="token">[[Token|令牌]]</label>
        <input id="token" name="token" type="password" autocomplete="current-password" required maxlength="4096" autofocus{{#wasWrong}} aria-invalid="true" aria-describedby="login-error"{{/wasWrong}}>
        <button>[[Log in|登录]]</button>
        </form>
        <p class="quiet">[[The browser stays logged in for {{hours}} hours. Programs send|浏览器保持登录 {{hours}} 小时。程序请发送]] <code>Authorization: Bearer TOKEN</code></p>
        </section>
        """

    static let problem = """
        <section class="narrow card" aria-labelledby="problem-h">
        <p class="quiet">{{status}}</p>
        <h1 id="problem-h">{{headline}}</h1>
        <p>{{message}}</p>
        <p><a href="/">[[To the overview|返回概览]]</a></p>
        </section>
        """
}
