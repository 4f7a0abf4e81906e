/// How the page looks. Nothing is loaded: the fonts are the reader's own.
enum PageStyle {
    static let text = """
        :root{color-scheme:light dark;
        --bg:#f4f5f7;--card:#fff;--line:#dcdfe5;--ink:#1b1f27;--soft:#555e6c;--link:#0b57c2;--focus:#0b57c2;
        --high:#b3261e;--high-bg:#fdeceb;--medium:#94500a;--medium-bg:#fdf1e0;--low:#5d5a08;--low-bg:#f6f4d7;--unknown:#4f5866;--unknown-bg:#eceef2;
        --good:#14703b;--good-bg:#e4f5ea;--bar:#16233a;--bar-ink:#eef2f8;--bar-soft:#b9c6da;
        --c-high:#d0392f;--c-medium:#e08a1e;--c-low:#c9bd2a;--c-unknown:#98a1b0}
        @media (prefers-color-scheme:dark){:root{
        --bg:#0f1319;--card:#181e27;--line:#303948;--ink:#e6eaf1;--soft:#a3adbd;--link:#86b7ff;--focus:#86b7ff;
        --high:#ff9d94;--high-bg:#46191a;--medium:#ffbd73;--medium-bg:#40290f;--low:#e2d96b;--low-bg:#34320f;--unknown:#b7c0cf;--unknown-bg:#2a3240;
        --good:#7fdca2;--good-bg:#12351f;--bar:#0a0e14;--bar-ink:#e6eaf1;--bar-soft:#a3adbd;
        --c-high:#e5534a;--c-medium:#d98b2b;--c-low:#b5aa33;--c-unknown:#6f7a8b}}
        *,*::before,*::after{box-sizing:border-box}
        html{-webkit-text-size-adjust:100%}
        body{margin:0;background:var(--bg);color:var(--ink);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","PingFang SC","Hiragino Sans GB","Microsoft YaHei","Noto Sans CJK SC","Source Han Sans SC",sans-serif;min-height:100vh;display:flex;flex-direction:column;overflow-wrap:anywhere}
        h1,h2,h3,p,ul,ol,dl,dd,figure{margin:0;padding:0}
        ul,ol{list-style:none}
        a{color:var(--link);text-underline-offset:.18em}
        code{font:.92em/1.4 ui-monospace,SFMono-Regular,"Cascadia Mono",Menlo,Consolas,"Liberation Mono",monospace}
        :focus-visible{outline:3px solid var(--focus);outline-offset:2px;border-radius:4px}
        main:focus{outline:none}
        .hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap;border:0;padding:0;margin:-1px}
        .skip{position:absolute;left:.5rem;top:-4rem;background:var(--card);color:var(--link);padding:.6rem 1rem;z-index:2;border-radius:0 0 6px 6px}
        .skip:focus{top:0}
        .bar{background:var(--bar);color:var(--bar-ink);display:flex;flex-wrap:wrap;align-items:center;gap:0 1.5rem;padding:0 max(1rem,calc((100vw - 84rem)/2))}
        .bar a,.bar .plain{color:var(--bar-ink);text-decoration:none;display:inline-flex;align-items:center;min-height:44px;padding:0 .25rem}
        .bar a:hover,.bar .plain:hover{text-decoration:underline}
        .bar :focus-visible{outline-color:#fff;outline-offset:-3px}
        .brand{gap:.55rem;font-weight:650;letter-spacing:.01em}
        .bar nav{display:flex;gap:1rem}
        .bar nav a{color:var(--bar-soft)}
        .bar nav a[aria-current]{color:var(--bar-ink);box-shadow:inset 0 -3px 0 var(--bar-ink)}
        .tools{margin-left:auto;display:flex;align-items:center;gap:1rem;font-size:.9rem}
        .pulse{display:inline-flex;align-items:center;gap:.45rem;color:var(--bar-soft)}
        .pulse[hidden]{display:none}
        .pulse::before{content:"";width:.55rem;height:.55rem;border-radius:50%;background:#4fca7f}
        .pulse.off::before{background:none;border:2px solid #ffbd73}
        .plain{background:none;border:0;font:inherit;cursor:pointer}
        main{flex:1;width:100%;max-width:86rem;margin:0 auto;padding:1rem}
        footer{color:var(--soft);font-size:.85rem;display:flex;gap:1rem;justify-content:center;padding:.5rem 1rem 1rem}
        footer a,footer span{display:inline-flex;align-items:center;min-height:44px;color:var(--soft)}
        .card{background:var(--card);border:1px solid var(--line);border-radius:10px;padding:1rem 1.1rem}
        .quiet,.meta{color:var(--soft);font-size:.87rem}
        .meta{display:block;font-weight:400}
        .nowrap{white-space:nowrap}
        .empty{color:var(--soft);padding:.4rem 0}
        h1{font-size:1.45rem;line-height:1.25;font-weight:650}
        h2{font-size:1rem;font-weight:650;display:flex;align-items:center;gap:.5rem;margin-bottom:.5rem}
        h3{font-size:.97rem;font-weight:600}
        .count{font-size:.8rem;font-weight:600;background:var(--unknown-bg);color:var(--unknown);border-radius:99px;padding:.05rem .55rem;font-variant-numeric:tabular-nums}
        .count.bad{background:var(--high-bg);color:var(--high)}
        .overview{display:grid;gap:1rem;grid-template-columns:minmax(0,1fr)}
        .main,.side{display:grid;gap:1rem;align-content:start;grid-template-columns:minmax(0,1fr)}
        @media (min-width:64rem){.overview{grid-template-columns:minmax(0,1fr) 27rem;grid-template-areas:"verdict trend" "main side" "graves side";grid-template-rows:auto auto 1fr}
        .overview:has(>.notice){grid-template-areas:"notice notice" "verdict trend" "main side" "graves side";grid-template-rows:auto auto auto 1fr}
        .overview>.notice{grid-area:notice}.verdict{grid-area:verdict}.trend{grid-area:trend}.main{grid-area:main}.side{grid-area:side}.graves{grid-area:graves;align-self:start}
        .letters>li{display:grid;grid-template-columns:minmax(0,1fr) auto;gap:0 1.5rem;align-items:start}.letters form{max-width:22rem}}
        .verdict{padding:.6rem .2rem 0;display:flex;flex-direction:column;gap:.8rem}
        .verdict h1{display:flex;align-items:center;gap:.7rem;font-size:1.7rem}
        .lamp{flex:none;width:.95rem;height:.95rem;border-radius:50%;background:var(--c-unknown)}
        .verdict.bad .lamp{background:var(--c-high);border-radius:3px;transform:rotate(45deg)}
        .verdict.warn .lamp{background:var(--c-medium);border-radius:3px}
        .verdict.good .lamp{background:#2f9e5c}
        .troubles{display:grid;gap:.35rem}
        .troubles li{border-left:4px solid var(--c-medium);background:var(--medium-bg);border-radius:0 6px 6px 0}
        .troubles li.bad{border-color:var(--c-high);background:var(--high-bg)}
        .troubles a{display:block;padding:.55rem .8rem;color:var(--medium);text-decoration:none;font-weight:550}
        .troubles li.bad a{color:var(--high)}
        .troubles a:hover{text-decoration:underline}
        .notice{background:var(--good-bg);color:var(--good);border-radius:6px;padding:.55rem .8rem;font-weight:550}
        .tiles{display:grid;grid-template-columns:repeat(4,minmax(0,1fr));gap:.6rem}
        .tile a{display:flex;flex-direction:column;padding:.6rem .85rem;border-radius:10px;text-decoration:none;border:1px solid transparent;min-height:44px}
        .tile a:hover .label{text-decoration:underline}
        .tile .number{font-size:1.75rem;line-height:1.15;font-weight:650;font-variant-numeric:tabular-nums}
        .tile .label{font-size:.87rem}
        .tile.high a{background:var(--high-bg);color:var(--high)}.tile.medium a{background:var(--medium-bg);color:var(--medium)}
        .tile.low a{background:var(--low-bg);color:var(--low)}.tile.unknown a{background:var(--unknown-bg);color:var(--unknown)}
        .tile.none a{background:var(--card);color:var(--soft);border-color:var(--line)}
        .stamp{display:flex;flex-wrap:wrap;gap:0 .6rem;align-items:center}
        .stamp a{display:inline-flex;align-items:center;min-height:44px}
        table{border-collapse:collapse;width:100%}
        caption{text-align:left;color:var(--soft);font-size:.87rem;padding-bottom:.4rem}
        thead th{font-size:.8rem;font-weight:600;color:var(--soft);text-align:left;padding:.15rem 0 .35rem;border-bottom:1px solid var(--line)}
        tbody th,tbody td{text-align:left;vertical-align:top;padding:.6rem 0;border-bottom:1px solid var(--line);font-weight:400}
        tbody tr:last-child>*{border-bottom:0;padding-bottom:.1rem}
        .entries th a{font-weight:600;display:inline-block;padding:.1rem 0}
        .entries .meta{display:flex;flex-wrap:wrap;gap:.1rem .5rem;align-items:center;margin-top:.15rem}
        table .end,.entries td.end{text-align:right;padding-left:1rem;white-space:nowrap}
        .entries td.end .meta{justify-content:flex-end}
        .age{font-weight:600;font-variant-numeric:tabular-nums}
        .states th:first-child{width:31%;padding-right:.8rem}
        .name{font-weight:600;display:block}
        .pill{display:inline-block;border-radius:5px;padding:.02rem .5rem;font-size:.82rem;font-weight:600;background:var(--unknown-bg);color:var(--unknown);white-space:nowrap}
        .pill.high,.pill.bad{background:var(--high-bg);color:var(--high)}.pill.medium,.pill.warn{background:var(--medium-bg);color:var(--medium)}
        .pill.low{background:var(--low-bg);color:var(--low)}.pill.good{background:var(--good-bg);color:var(--good)}
        .reason{display:block;font-size:.87rem;margin-top:.25rem;border-left:3px solid var(--c-high);padding-left:.55rem;max-height:7.5em;overflow:auto}
        .more{margin-top:.5rem}.more a{display:inline-flex;align-items:center;min-height:44px}
        .told>li{display:grid;grid-template-columns:5.6rem minmax(0,1fr);gap:0 .9rem;padding:.5rem 0 .5rem .75rem;border-left:3px solid var(--line)}
        .told>li+li,.history>li+li{margin-top:.3rem}
        li.high{border-left-color:var(--c-high)!important}li.medium{border-left-color:var(--c-medium)!important}li.low{border-left-color:var(--c-low)!important}
        .told>li.good,.history>li.good{border-left-color:#2f9e5c}.told>li.bad,.history>li.bad{border-left-color:var(--c-high)}
        .when{color:var(--soft);font-size:.87rem;font-variant-numeric:tabular-nums;padding-top:.08rem}
        .what a{color:inherit;text-decoration-color:var(--soft)}.what a:hover{color:var(--link)}
        .fates{grid-column:2;display:flex;flex-wrap:wrap;gap:.15rem .9rem;font-size:.84rem;color:var(--soft);margin-top:.1rem}
        .fates b{font-weight:600}
        .fate.good::before{content:"✓ ";color:var(--good)}.fate.warn{color:var(--medium)}.fate.warn::before{content:"… "}.fate.bad{color:var(--high)}.fate.bad::before{content:"✕ "}
        .letters>li{padding:.6rem 0;border-bottom:1px solid var(--line)}
        .letters>li:last-child{border-bottom:0}
        .headline{font-weight:600}
        button,.small,select,input{font:inherit;color:inherit}
        button{background:var(--link);color:var(--card);border:0;border-radius:7px;min-height:44px;padding:.4rem 1.1rem;font-weight:600;cursor:pointer}
        button:hover{filter:brightness(1.1)}
        button.plain{background:none;font-weight:400}
        button.small{background:none;border:1px solid var(--line);color:var(--link);padding:.3rem .9rem}
        button.small:hover{border-color:var(--link);filter:none}
        select,input{background:var(--card);border:1px solid #7b8494;border-radius:7px;min-height:44px;padding:.4rem .7rem;max-width:100%}
        .inline{display:flex;flex-wrap:wrap;gap:.6rem;align-items:center;margin-top:.45rem}
        .inline label{display:flex;align-items:center;gap:.5rem;font-size:.9rem;flex:1 1 12rem;white-space:nowrap}.inline input{width:100%;min-width:6rem}
        .all{border-top:1px solid var(--line);padding-top:.7rem;margin-top:.5rem}
        summary{cursor:pointer;color:var(--link);min-height:44px;display:flex;align-items:center;gap:.4rem;font-weight:550;width:fit-content}
        summary::before{content:"▸"}details[open]>summary::before{content:"▾"}summary::-webkit-details-marker{display:none}
        .trend{align-self:start}.trend figure{display:grid;gap:.5rem}
        .trend svg{width:100%;height:auto;display:block;overflow:visible}
        svg text{fill:var(--soft);font-size:11px;font-family:inherit}
        .grid{stroke:var(--line);stroke-width:1}
        .a-high{fill:var(--c-high)}.a-medium{fill:var(--c-medium)}.a-low{fill:var(--c-low)}.a-unknown{fill:var(--c-unknown)}
        .legend{display:flex;flex-wrap:wrap;gap:.2rem 1rem;font-size:.85rem;color:var(--soft)}
        .legend li{display:flex;align-items:center;gap:.4rem}.legend b{color:var(--ink);font-variant-numeric:tabular-nums}
        .swatch{width:.75rem;height:.75rem;border-radius:3px;background:var(--c-unknown)}
        .legend .high .swatch{background:var(--c-high)}.legend .medium .swatch{background:var(--c-medium)}.legend .low .swatch{background:var(--c-low)}
        .narrow{max-width:30rem;margin:8vh auto 0;display:grid;gap:.9rem}
        .stack{display:grid;gap:.5rem}.stack button{justify-self:start;margin-top:.3rem}
        .alert{background:var(--high-bg);color:var(--high);border-radius:6px;padding:.55rem .8rem}
        .page{display:grid;gap:1rem;grid-template-columns:minmax(0,1fr)}
        .filters{display:flex;flex-wrap:wrap;gap:.7rem 1rem;align-items:end}
        .filters label{display:grid;gap:.2rem;font-size:.87rem;color:var(--soft)}.filters select{color:var(--ink);min-width:8.5rem}
        .filters a{display:inline-flex;align-items:center;min-height:44px}
        .pager{display:flex;gap:1.5rem}.pager a{display:inline-flex;align-items:center;min-height:44px;font-weight:600}
        .crumbs{font-size:.9rem;color:var(--soft)}.crumbs a{display:inline-flex;align-items:center;min-height:44px}
        .pills{display:flex;flex-wrap:wrap;gap:.5rem;align-items:center}
        .columns{display:grid;gap:1rem;grid-template-columns:minmax(0,1fr)}
        @media (min-width:64rem){.columns{grid-template-columns:27rem minmax(0,1fr);align-items:start}}
        .facts{display:grid;gap:.45rem}.facts div{display:grid;grid-template-columns:8.5rem minmax(0,1fr);gap:0 .8rem}.facts dt{color:var(--soft);font-size:.9rem}
        .note{border-left:3px solid var(--line);padding-left:.7rem;margin-top:.9rem}
        .columns .card>p{margin-top:.8rem}
        .history>li{border-left:3px solid var(--line);padding:.35rem 0 .55rem .9rem}
        .deliveries{display:grid;gap:.3rem;margin-top:.4rem;font-size:.92rem}
        .attempts{font-size:.86rem;color:var(--soft);padding:.15rem 0 .15rem .8rem;display:grid;gap:.15rem}
        @media (max-width:40rem){main{padding:.75rem}.verdict h1{font-size:1.4rem}.tiles{grid-template-columns:repeat(2,minmax(0,1fr))}.card{padding:.9rem}
        .bar{gap:0 1rem;padding:0 .75rem}.told>li{grid-template-columns:minmax(0,1fr)}.fates{grid-column:1}
        table .end,.entries td.end{padding-left:.6rem}.filters label{flex:1 1 40%}.filters select{min-width:0;width:100%}}
        @media (prefers-reduced-motion:no-preference){.flash{animation:flash 1.6s ease-out}@keyframes flash{from{box-shadow:0 0 0 3px var(--focus)}}}
        @media (forced-colors:active){.pill,.tile a,.troubles li{border:1px solid}.lamp,.swatch,.pulse::before{forced-color-adjust:none}}
        """
}
