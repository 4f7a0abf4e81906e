/// What makes the page follow what happens. Without it the page is whole, and stands still.
enum PageScript {
    /// Parts that differ from what the server shows now are put in their place, and nothing else is touched: whoever
    /// reads, types or has opened something keeps their place.
    static let text = """
        (() => {
        "use strict";
        const pulse = document.getElementById("pulse"), announcement = document.getElementById("announcement");
        const html = new DOMParser();
        let said = document.getElementById("view").dataset.announcement, isAsking = false, isStale = false, timer = 0;
        const isBusy = part => { const at = document.activeElement; return part.contains(at) && at.matches("input") && at.value !== ""; };
        const put = (old, fresh) => {
          const open = [...old.querySelectorAll("details[open][id]")].map(it => it.id);
          const at = document.activeElement;
          const place = old.contains(at) ? [...old.querySelectorAll("a,button,summary,input,select")].indexOf(at) : -1;
          const key = place < 0 ? "" : at.id || at.getAttribute("href") || "";
          old.className = fresh.className;
          old.replaceChildren(...fresh.childNodes);
          for (const id of open) { const it = document.getElementById(id); if (it) it.open = true; }
          if (place < 0) return;
          const all = [...old.querySelectorAll("a,button,summary,input,select")];
          const again = all.find(it => key !== "" && (it.id === key || it.getAttribute("href") === key)) || all[Math.min(place, all.length - 1)];
          if (again) again.focus({ preventScroll: true }); else { old.tabIndex = -1; old.focus({ preventScroll: true }); }
        };
        const show = text => {
          const view = html.parseFromString(text, "text/html").getElementById("view");
          if (!view) return;
          document.title = view.dataset.title;
          for (const fresh of view.querySelectorAll("[data-part]")) {
            const old = document.getElementById(fresh.id);
            if (old && old.innerHTML !== fresh.innerHTML && !isBusy(old)) put(old, fresh);
          }
          const now = view.dataset.announcement;
          if (now && now !== said) { said = now; announcement.textContent = now; }
          document.documentElement.dataset.updates = Number(document.documentElement.dataset.updates || 0) + 1;
        };
        const ask = async () => {
          if (document.hidden || isAsking) { isStale = true; return; }
          isAsking = true; isStale = false;
          try {
            const answer = await fetch(location.href, { headers: { "x-part": "view" }, credentials: "same-origin" });
            if (answer.status === 401) { location.reload(); return; }
            if (answer.ok) show(await answer.text());
          } catch { /* The stream says when the server is back. */ }
          isAsking = false;
          if (isStale && !document.hidden) soon(2000);
        };
        const soon = wait => { clearTimeout(timer); timer = setTimeout(ask, wait); };
        const say = isOn => { pulse.hidden = false; pulse.classList.toggle("off", !isOn); pulse.textContent = isOn ? pulse.dataset.on : pulse.dataset.off; };
        // What was just done is said once, and not again to who comes back.
        if (new URLSearchParams(location.search).has("replayed")) history.replaceState(null, "", location.pathname);
        let feed = null;
        const listen = () => {
          if (feed || document.hidden) return;
          feed = new EventSource("/changes");
          feed.onopen = () => { say(true); soon(50); };
          feed.addEventListener("changed", () => soon(150));
          feed.onerror = () => {
            say(false);
            if (feed && feed.readyState === EventSource.CLOSED) { feed = null; setTimeout(listen, 20000); soon(50); }
          };
        };
        const rest = () => { if (feed) { feed.close(); feed = null; } };
        addEventListener("pagehide", rest);
        addEventListener("pageshow", listen);
        document.addEventListener("visibilitychange", () => { if (document.hidden) rest(); else { listen(); soon(50); } });
        setInterval(() => soon(0), 60000);
        listen();
        })();
        """
}
