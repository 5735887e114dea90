import { AnalyticsBrowser } from "@segment/analytics-next";

const [protocol, host] = server.split("://");
const analytics = AnalyticsBrowser.load(
  { writeKey: "segment-next", cdnSettings: { integrations: { "Segment.io": { apiKey: "segment-next" } } } },
  { integrations: { "Segment.io": { protocol, apiHost: `${host}/v1` } } },
);
await analytics.page();
await analytics.identify("u1");
await analytics.track("Bought", { plan: "pro" });
await analytics.group("g1");
await analytics.alias("u2", "u1");
await analytics.screen("Main");
