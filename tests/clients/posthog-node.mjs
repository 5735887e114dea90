import { PostHog } from "posthog-node";

const posthog = new PostHog("posthog-node", { host: process.argv[2] });
posthog.on("error", (error) => {
  console.error(error);
  process.exitCode = 1;
});
posthog.capture({ distinctId: "u1", event: "$pageview", properties: { $current_url: "https://shop.example/home?a=1" } });
posthog.capture({ distinctId: "u2", event: "Bought", properties: { plan: "pro" } });
posthog.identify({ distinctId: "u1", properties: { name: "A" } });
posthog.alias({ distinctId: "u1", alias: "u3" });
posthog.groupIdentify({ groupType: "company", groupKey: "c1" });
posthog.captureException(new Error("caught"), "u1");
await posthog.getAllFlags("u1");
await posthog.shutdown();
