// No library: what a page sends with JSON as the type, which a browser asks about in a preflight.
const view = (path) => JSON.stringify({ site_id: "beacon", event_type: "page_view", path });
const json = { "Content-Type": "application/json" };

navigator.sendBeacon(`${server}/event`, new Blob([view("/beacon")], { type: json["Content-Type"] }));
await fetch(`${server}/event`, { method: "POST", credentials: "include", headers: json, body: view("/fetch") });
