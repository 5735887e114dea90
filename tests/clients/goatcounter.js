// What count.js v5 sends, which is no package: a beacon without a body, and an image where that is blocked.
import { sent } from "./sent.js";

const count = (parameters) => `${server}/count?${new URLSearchParams({ t: "Home", s: 1280, b: 0, rnd: "tx2bq", ...parameters })}`;
navigator.sendBeacon(count({ p: "/home?utm_source=news", q: "?utm_source=news" }));
navigator.sendBeacon(count({ p: "Bought", e: true }));
new Image().src = count({ p: "/second" });
await sent(3);
