// Umami's script for pages, as its server serves it: src/tracker/index.js of the npm package umami 2.10.0
// (MIT), which cannot be installed without that server's packages.
import source from "./scripts/umami-2.10.0.txt";
import { sent } from "./sent.js";

const script = document.createElement("script");
script.src = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
script.dataset.websiteId = "umami";
script.dataset.hostUrl = server;
document.head.append(script);
await sent(1);
await umami.track("Bought", { plan: "pro" });
await umami.identify({ name: "A" });
history.pushState({}, "", "/second#part");
await sent(4);
