import posthog from "posthog-js";

posthog.init("posthog-js", { api_host: server });
posthog.capture("Bought", { plan: "pro" });
posthog.isFeatureEnabled("beta");
await new Promise((resolve) => posthog.on("eventCaptured", ({ event }) => event === "$pageview" && resolve()));
