// Footfall's tracker, for pages:
//
//     <script defer data-site="site-abc-123" src="https://HOST/f.js"></script>
//
// Counts the page, and again whenever its path changes without a load; once, even if the snippet stands there
// twice. Without data-site, which tag managers leave out, the site is the page's host. On your own:
// footfall("signup", {plan: "pro"}). Before it has loaded, calls may wait in a queue:
//
//     <script>window.footfall = window.footfall || function () { (footfall.q = footfall.q || []).push(arguments) }</script>
//
// data-auto="outbound downloads" also counts clicks on such links. data-hash makes the hash a part of the path
// (/app#/about), data-query="p id" these parameters of the query (/?p=1). No cookies, nothing stored; silent
// where the visitor has asked not to be tracked (Do Not Track, Global Privacy Control), and in a browser of
// your own with localStorage.footfall_ignore = "true".
//
// Made small when it is built (esbuild), and sent to every page: each byte counts, but no rule is left out.
{
    let page = location; // a name that can be made short, as these are
    let view = document;
    let win = window;
    let script = view.currentScript;
    // None in a module; and one that a tag manager has copied into the page has no address.
    if (!script || !script.src)
        script = view.querySelector("script[src*='/f.js'],script[src*='/footfall.js']");
    let { src, dataset: { site = page.hostname, auto, hash, query } } = script;
    let url = new URL("event", src);
    let waiting = (win.footfall || 0).q || []; // until it has started
    let referrer = view.referrer;
    let path;
    let ignored;
    let cut = (text, most) => text.slice(0, most || 2048);
    // Capturing, the window hears of what happens to the document too.
    let on = (type, listener) => addEventListener(type, listener, true);

    // What the page's query has of these parameters, in their order.
    let parameters = names => (names || "").split(" ").map(name =>
        page.search.slice(1).split("&").filter(part => name && part.split("=")[0] == name).join("&")
    ).filter(part => part).join("&");

    let pathOf = () => {
        let kept = parameters(query);
        return page.pathname + (kept && "?" + kept) + (hash == null ? "" : page.hash.split("?")[0]);
    };

    let send = (type, props, from, query) => {
        // A text body: JSON would need a preflight. The same event_id counts once.
        let body = JSON.stringify({
            site_id: site,
            event_type: type,
            path: cut(pathOf()),
            event_id: Date.now() + "-" + Math.random(),
            props,
            referrer: from,
            query
        });
        let post = again => fetch(url, { method: "POST", body, keepalive: true }).then(answer => {
            if (answer.status > 499) throw 0;
        }).catch(() => { again && setTimeout(post, 3000); });
        // A page that goes away could not see a fetch fail.
        view.hidden && navigator.sendBeacon(url, body) || post(1);
    };

    let count = () => {
        if (path != (path = pathOf()))
            send("page_view", null, cut(referrer), cut(parameters("utm_source utm_medium utm_campaign utm_term utm_content source ref")));
        referrer = ""; // from there only the first view has come
    };

    let click = ({ target, button }) => {
        let link = target.closest("a[href]");
        if (link && button < 2) {
            if (/downloads/.test(auto) && (link.matches("[download]")
                || /\.([7gx]z|apk|csv|deb|dmg|(doc|ppt|xls)x?|epub|exe|iso|mov|mp[34]|msi|od[pst]|pdf|pkg|rar|rpm|tgz|txt|wav|zip)$/i.test(link.pathname)))
                send("download", { file: cut(link.pathname, 1024) });
            else if (/outbound/.test(auto) && /^http/.test(link) && link.host != page.host)
                send("outbound", { url: cut(link.href, 1024) });
        }
    };

    let start = () => {
        for (let name of ["pushState", "replaceState"]) {
            let original = history[name];
            history[name] = (...all) => {
                original.apply(history, all);
                count();
            };
        }
        on("popstate", count);
        on("hashchange", count);
        // Back in a page that the browser has kept as it was.
        on("pageshow", event => { if (event.persisted) path = 0, count(); });
        on("click", click);
        on("auxclick", click);
        count();
        waiting.forEach(call => send(...call));
        waiting = 0;
    };

    try {
        ignored = localStorage.footfall_ignore == "true";
    } catch (e) {
        // A browser that lets pages store nothing.
    }
    if (!win[url + site]) {
        win[url + site] = 1;
        win.footfall = (...call) => { waiting ? waiting.push(call) : send(...call); };
        if (!ignored && !navigator.globalPrivacyControl && navigator.doNotTrack != 1 && win.doNotTrack != 1)
            // Nobody sees a page that is rendered ahead, until it is shown.
            view.prerendering ? on("prerenderingchange", start) : start();
    }
}
