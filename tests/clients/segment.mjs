// A page and a track call, sent twice as a retry would. Usage: node segment.mjs URL
import { Analytics } from "./segment-analytics-node.mjs";

const analytics = new Analytics({ writeKey: "segment", host: process.argv[2] });
analytics.on("error", (error) => {
  console.error(error);
  process.exitCode = 1;
});
const page = { userId: "u1", messageId: "m1", properties: { path: "/home", url: "https://a.example/home" } };
analytics.page(page);
analytics.page(page);
analytics.identify({ userId: "u1" });
analytics.track({ anonymousId: "a1", event: "Bought", properties: { plan: "pro" } });
await analytics.closeAndFlush();
