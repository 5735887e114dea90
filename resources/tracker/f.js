// Footfall's tracker, for pages:
//
//     <script defer data-site="site-abc-123" src="https://HOST/f.js"></script>
//
// Counts the page, and again whenever its path changes without a load. On your own:
// footfall("signup", {plan: "pro"}). Before it has loaded, calls may wait in a queue:
//
//     <script>window.footfall = window.footfall || function () { (footfall.q = footfall.q || []).push(arguments) }</script>
//
// data-auto="outbound downloads" also counts clicks on such links. No cookies, nothing stored; silent
// where the visitor has asked not to be tracked (Do Not Track, Global Privacy Control).
(function (window, document, navigator, location) {
    var script = document.currentScript;
    var url = new URL("event", script.src).href;
    var auto = script.dataset.auto || "";
    var waiting = (window.footfall || track).q || [];
    var refused = navigator.globalPrivacyControl || navigator.doNotTrack == 1 || window.doNotTrack == 1;
    var referrer = document.referrer;
    var path, started;

    // A text body: JSON would need a preflight. The same event_id counts once.
    function send(type, fields) {
        fields.site_id = script.dataset.site;
        fields.event_type = type;
        fields.path = location.pathname.slice(0, 2048);
        fields.event_id = crypto.getRandomValues(new Uint32Array(4)).join("-");
        var body = JSON.stringify(fields);
        function post() {
            return fetch(url, { method: "POST", body: body, keepalive: true, credentials: "omit" });
        }
        // A page that goes away could not see a fetch fail.
        if (refused || (document.hidden && navigator.sendBeacon(url, body))) return;
        post().then(function (answer) {
            if (answer.status > 499) throw 0;
        }).catch(function () {
            setTimeout(function () { post().catch(function () {}); }, 3000);
        });
    }

    function track(type, props) {
        if (started) send(type, { props: props });
        else waiting.push(arguments);
    }

    function view() {
        if (path == location.pathname) return;
        path = location.pathname;
        send("page_view", {
            referrer: referrer.slice(0, 2048),
            query: /[?&]utm_/.test(location.search) ? location.search.slice(0, 2048) : null
        });
        referrer = ""; // from there only the first view has come
    }

    function click(event) {
        var link = event.target.closest("a[href]");
        if (!link || event.button > 1) return;
        if (/downloads/.test(auto) && (link.hasAttribute("download")
            || /\.(7z|apk|csv|deb|dmg|docx?|epub|exe|gz|iso|mov|mp[34]|msi|od[pst]|pdf|pkg|pptx?|rar|rpm|tgz|txt|wav|xlsx?|xz|zip)$/i.test(link.pathname)))
            track("download", { file: link.pathname.slice(0, 1024) });
        else if (/outbound/.test(auto) && /^http/.test(link.protocol) && link.host != location.host)
            track("outbound", { url: link.href.slice(0, 1024) });
    }

    function start() {
        started = 1;
        ["pushState", "replaceState"].forEach(function (name) {
            var original = history[name];
            history[name] = function () {
                original.apply(history, arguments);
                view();
            };
        });
        window.addEventListener("popstate", view);
        // Back in a page that the browser has kept as it was.
        window.addEventListener("pageshow", function (event) {
            if (event.persisted) path = 0, view();
        });
        if (auto) ["click", "auxclick"].forEach(function (name) { document.addEventListener(name, click, true); });
        view();
        waiting.forEach(function (call) { track.apply(0, call); });
    }

    window.footfall = track;
    // Nobody sees a page that is rendered ahead, until it is shown.
    if (document.prerendering) document.addEventListener("prerenderingchange", start);
    else start();
})(window, document, navigator, location);
