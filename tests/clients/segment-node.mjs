import { Analytics } from "@segment/analytics-node";

const analytics = new Analytics({ writeKey: "segment-node", host: process.argv[2] });
analytics.on("error", (error) => {
  console.error(error);
  process.exitCode = 1;
});
const page = { userId: "u1", messageId: "m1", properties: { path: "/home", url: "https://shop.example/home" } };
analytics.page(page);
analytics.page(page); // the same message again, as a retry sends it
analytics.identify({ userId: "u1" });
analytics.track({ anonymousId: "a1", event: "Bought", properties: { plan: "pro" } });
await analytics.closeAndFlush();
