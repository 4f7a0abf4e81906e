extension PageTemplates {
    /// What somebody on call wants to know, most urgent first.
    static let overview = """
        <div class="overview" id="view" data-title="{{verdict.title}}" data-announcement="{{verdict.headline}}">
        {{#verdict}}
        {{#notice}}<p class="notice" role="status">{{notice}}</p>{{/notice}}
        <section class="verdict {{tone}}" id="verdict" data-part aria-labelledby="verdict-h">
        <h1 id="verdict-h"><span class="lamp" aria-hidden="true"></span>{{headline}}</h1>
        {{#hasTroubles}}<ul class="troubles">{{#troubles}}<li class="{{tone}}"><a href="{{link}}">{{text}}</a></li>{{/troubles}}</ul>{{/hasTroubles}}
        <ul class="tiles" aria-label="[[Open findings by severity|按风险等级统计的未关闭风险]]">
        {{#tiles}}<li class="tile {{severity}}{{^isAny}} none{{/isAny}}"><a href="{{link}}"><span class="number">{{count}}</span><span class="label">{{label}}</span></a></li>{{/tiles}}
        </ul>
        <p class="quiet stamp">[[As of|截至]] <time datetime="{{machineNow}}">{{shownNow}}</time> <a href="">[[Refresh|刷新]]</a></p>
        </section>
        {{/verdict}}
        <div class="main">
        {{#urgent}}
        <section class="card" id="urgent" data-part aria-labelledby="urgent-h">
        <h2 id="urgent-h">[[Open high-risk findings|未关闭的高危风险]] <span class="count">{{count}}</span></h2>
        {{#hasItems}}
        <table class="entries">
        <caption class="hidden">[[Open high-risk findings, the latest first|未关闭的高危风险，最新的在前]]</caption>
        <thead><tr><th scope="col">[[Finding|风险]]</th><th scope="col" class="end">[[Open for|持续时间]]</th></tr></thead>
        <tbody>
        {{#items}}{{>entry}}{{/items}}
        </tbody>
        </table>
        {{/hasItems}}
        {{#note}}<p class="quiet">{{note}}</p>{{/note}}
        {{#hasMore}}<p class="more"><a href="/findings?state=open&amp;severity=high">[[All {{count}} in the list|查看全部 {{count}} 项]]</a></p>{{/hasMore}}
        {{^hasItems}}<p class="empty">{{empty}}</p>{{/hasItems}}
        </section>
        {{/urgent}}
        {{#told}}
        <section class="card" id="told" data-part aria-labelledby="told-h">
        <h2 id="told-h">[[Last changes|最近的变化]]</h2>
        {{#hasItems}}<ol class="told">{{#items}}{{>told}}{{/items}}</ol>{{/hasItems}}
        {{^hasItems}}<p class="empty">[[Nothing has changed yet. As soon as a finding opens or is resolved, it is told here and to the sinks.|尚无变化。一旦有风险出现或被修复，将显示在此处并通知各接收端。]]</p>{{/hasItems}}
        </section>
        {{/told}}
        </div>
        <div class="side">
        {{#sources}}
        <section class="card" id="sources" data-part aria-labelledby="sources-h">
        <h2 id="sources-h">[[Sources|数据源]] <span class="count">{{count}}</span></h2>
        <table class="states">
        <caption class="hidden">[[The sources and how fresh their findings are|各数据源及其数据的新鲜程度]]</caption>
        <thead><tr><th scope="col">[[Source|数据源]]</th><th scope="col">[[State|状态]]</th></tr></thead>
        <tbody>
        {{#items}}
        <tr><th scope="row"><span class="name">{{name}}</span><span class="meta">{{kind}}</span></th>
        <td><span class="pill {{tone}}">{{state}}</span><span class="meta">{{freshness}}</span><span class="meta">{{findings}}</span><span class="meta">{{place}}</span>
        {{#trouble}}<span class="reason">{{trouble}}</span>{{/trouble}}{{#advice}}<span class="meta">{{advice}}</span>{{/advice}}</td></tr>
        {{/items}}
        </tbody>
        </table>
        {{#more}}<p class="quiet">{{more}}</p>{{/more}}
        </section>
        {{/sources}}
        {{#sinks}}
        <section class="card" id="sinks" data-part aria-labelledby="sinks-h">
        <h2 id="sinks-h">[[Sinks|接收端]] <span class="count">{{count}}</span></h2>
        <table class="states">
        <caption class="hidden">[[The sinks, what each is owed, and its last error|各接收端、待发送数量及最近的错误]]</caption>
        <thead><tr><th scope="col">[[Sink|接收端]]</th><th scope="col">[[State|状态]]</th></tr></thead>
        <tbody>
        {{#items}}
        <tr><th scope="row"><span class="name">{{name}}</span><span class="meta">{{type}}</span></th>
        <td><span class="pill {{tone}}">{{state}}</span><span class="meta">{{backlog}}</span>{{#delivered}}<span class="meta">{{delivered}}</span>{{/delivered}}<span class="meta">{{endpoint}}</span>
        {{#trouble}}<span class="reason">{{trouble}}</span>{{/trouble}}{{#lastError}}<span class="meta">{{lastError}}</span>{{/lastError}}</td></tr>
        {{/items}}
        </tbody>
        </table>
        </section>
        {{/sinks}}
        </div>
        {{#letters}}
        <section class="card graves" id="letters" data-part aria-labelledby="letters-h">
        <h2 id="letters-h">[[Dead letters|死信]] <span class="count{{#hasItems}} bad{{/hasItems}}">{{count}}</span></h2>
        {{#hasItems}}
        {{^canReplay}}<p class="quiet">[[To send them again, set|如需重新发送，请在配置中设置]] <code>listen.token_file</code>[[ in the configuration.|。]]</p>{{/canReplay}}
        <ul class="letters">
        {{#items}}
        <li>
        <div>
        <p class="headline">{{headline}}</p>
        <p class="meta"><span class="pill bad">{{sink}}</span> {{attempts}} · {{#at}}<time datetime="{{machine}}" title="{{shown}}">{{ago}}</time>{{/at}}</p>
        <p class="reason">{{reason}}</p>
        </div>
        {{#canReplay}}
        {{#isLoggedIn}}<form method="post" action="/replay" class="inline"><input type="hidden" name="event" value="{{event}}"><input type="hidden" name="sink" value="{{sink}}"><button class="small" aria-label="[[Send again to {{sink}}: {{headline}}|重新发送至 {{sink}}：{{headline}}]]">[[Send again|重新发送]]</button></form>{{/isLoggedIn}}
        {{^isLoggedIn}}<details id="letter-{{event}}-{{sink}}"><summary>[[Send again|重新发送]]<span class="hidden"> {{sink}}: {{headline}}</span></summary>
        <form method="post" action="/replay" class="inline"><input type="hidden" name="event" value="{{event}}"><input type="hidden" name="sink" value="{{sink}}"><label>[[Token|令牌]] <input id="token-{{event}}-{{sink}}" name="token" type="password" autocomplete="current-password" required maxlength="4096"></label><button class="small">[[Send again|重新发送]]</button></form></details>{{/isLoggedIn}}
        {{/canReplay}}
        </li>
        {{/items}}
        </ul>
        {{#canReplay}}{{#graves}}
        <form method="post" action="/replay" class="inline all"><input type="hidden" name="sink" value="{{name}}">{{^isLoggedIn}}<label>[[Token|令牌]] <input id="token-{{name}}" name="token" type="password" autocomplete="current-password" required maxlength="4096"></label>{{/isLoggedIn}}<button class="small">[[Send all {{dead}} again to {{name}}|将 {{dead}} 条全部重新发送至 {{name}}]]</button></form>
        {{/graves}}{{/canReplay}}
        {{/hasItems}}
        {{^hasItems}}<p class="empty">[[None: everything that was owed was delivered, or still is tried.|没有：所有事件均已送达，或仍在重试。]]</p>{{/hasItems}}
        </section>
        {{/letters}}
        {{#trend}}
        <section class="card trend" id="trend" data-part aria-labelledby="trend-h">
        <h2 id="trend-h">[[Open findings over time|未关闭风险趋势]]</h2>
        {{#chart}}<figure>{{{chart}}}
        <figcaption><ul class="legend">{{#legend}}<li class="{{severity}}"><span class="swatch" aria-hidden="true"></span>{{label}} <b>{{count}}</b></li>{{/legend}}</ul></figcaption></figure>{{/chart}}
        {{^chart}}<p class="empty">[[There is nothing to draw yet: the chart begins with the first change.|暂无数据：图表从首次变化开始。]]</p>{{/chart}}
        </section>
        {{/trend}}
        </div>
        """

    /// One finding in a table.
    static let entry = """
        <tr>
        <th scope="row"><a href="{{link}}">{{title}}</a>
        <span class="meta">{{#showsState}}<span class="pill {{severity}}">{{severityWord}}</span>{{^isOpen}}<span class="pill aside">{{stateWord}}</span>{{/isOpen}}{{/showsState}}<span>{{about}}</span></span></th>
        <td class="end">{{#since}}<span class="age">{{>age}}</span><span class="meta nowrap">{{brief}}</span>{{/since}}</td>
        </tr>
        """

    /// One event that was told, and what became of it.
    static let told = """
        <li class="{{tone}}">
        <p class="when">{{#at}}<time datetime="{{machine}}" title="{{shown}}">{{coarseAgo}}</time>{{/at}}</p>
        <p class="what">{{#link}}<a href="{{link}}">{{headline}}</a>{{/link}}{{^link}}{{headline}}{{/link}}</p>
        {{#hasFates}}<ul class="fates" aria-label="[[Deliveries|发送情况]]">{{#fates}}{{>fate}}{{/fates}}</ul>{{/hasFates}}
        </li>
        """

    /// How far the deliveries to some sinks got.
    static let fate = """
        <li class="fate {{tone}}">{{word}} <b>{{sinks}}</b></li>
        """
}
