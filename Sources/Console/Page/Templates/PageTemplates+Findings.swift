extension PageTemplates {
    /// The findings that are known, with filters, page by page.
    static let findings = """
        <div class="page" id="view" data-title="{{title}}">
        <h1>[[Findings|风险列表]]</h1>
        <form method="get" action="/findings" class="filters" role="search" aria-label="[[Filter|筛选]]">
        {{#filters}}
        <label>{{label}} <select name="{{name}}" id="filter-{{name}}"><option value="">[[any|不限]]</option>{{#options}}<option value="{{value}}"{{#isChosen}} selected{{/isChosen}}>{{word}}</option>{{/options}}</select></label>
        {{/filters}}
        <button>[[Show|筛选]]</button>
        {{#isFiltered}}<a href="/findings">[[All|清除筛选]]</a>{{/isFiltered}}
        </form>
        <section class="card" id="list" aria-labelledby="list-h">
        <h2 id="list-h" class="hidden">{{summary}}</h2>
        {{#hasEntries}}
        <table class="entries">
        <caption>{{summary}}</caption>
        <thead><tr><th scope="col">[[Finding|风险]]</th><th scope="col" class="end">[[In this state for|当前状态持续]]</th></tr></thead>
        <tbody>{{#entries}}{{>entry}}{{/entries}}</tbody>
        </table>
        {{/hasEntries}}
        {{^hasEntries}}<p class="empty">{{empty}}</p>{{/hasEntries}}
        </section>
        <nav class="pager" aria-label="[[More findings|更多风险]]">
        {{#hasPlace}}<a href="{{firstLink}}">[[From the beginning|回到开头]]</a>{{/hasPlace}}
        {{#nextLink}}<a href="{{nextLink}}" rel="next">[[More|下一页]]</a>{{/nextLink}}
        </nav>
        </div>
        """

    /// One finding: what it is, and what happened to it.
    static let finding = """
        <div class="page" id="view" data-title="{{title}}">
        <nav aria-label="[[Where this is|当前位置]]" class="crumbs"><a href="/findings">[[Findings|风险列表]]</a> <span aria-hidden="true">/</span> <span>{{source}}</span></nav>
        <h1>{{heading}}</h1>
        <p class="pills"><span class="pill {{severity}}">{{severityWord}}</span> <span class="pill {{stateTone}}">{{stateWord}}</span> {{#lasting}}<span class="quiet">{{lasting}}</span>{{/lasting}}</p>
        <div class="columns">
        <section class="card" id="facts" data-part aria-labelledby="facts-h">
        <h2 id="facts-h">[[What is known|已知信息]]</h2>
        <dl class="facts">
        {{#facts}}<div><dt>{{label}}</dt><dd>{{#machine}}<time datetime="{{machine}}">{{value}}</time>{{/machine}}{{^machine}}{{value}}{{/machine}}</dd></div>{{/facts}}
        </dl>
        {{#note}}<p class="note">{{note}}</p>{{/note}}
        {{#console}}<p><a href="{{console}}" rel="noopener noreferrer external">[[In the vendor's console|在阿里云控制台中查看]]</a></p>{{/console}}
        </section>
        <section class="card" id="history" data-part aria-labelledby="history-h">
        <h2 id="history-h">[[History|变化历史]]</h2>
        {{#hasEvents}}
        <ol class="history">
        {{#events}}
        <li class="{{tone}}">
        <h3>{{headline}}</h3>
        <p class="meta"><time datetime="{{machine}}">{{shown}}</time> · {{ago}} · [[event|事件]] <code>{{event}}</code></p>
        {{#hasDeliveries}}
        <ul class="deliveries">
        {{#deliveries}}
        <li><p><b>{{sink}}</b> <span class="pill {{fateTone}}">{{fateWord}}</span> <span class="quiet">{{fateText}}</span></p>
        {{#hasAttempts}}<ol class="attempts">{{#attempts}}<li><time datetime="{{tryMachine}}">{{tryShown}}</time> <span class="pill {{tryTone}}">{{tryWord}}</span> <span>{{tryText}}</span></li>{{/attempts}}</ol>{{/hasAttempts}}</li>
        {{/deliveries}}
        </ul>
        {{/hasDeliveries}}
        </li>
        {{/events}}
        </ol>
        {{/hasEvents}}
        {{^hasEvents}}<p class="empty">[[No event about it is kept: it was there at the baseline, or its last change is long ago.|没有保留与其相关的事件：它属于基线，或最近一次变化已很久远。]]</p>{{/hasEvents}}
        </section>
        </div>
        </div>
        """
}
