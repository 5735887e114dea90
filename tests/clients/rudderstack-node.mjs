import RudderAnalytics from "@rudderstack/rudder-sdk-node";

const analytics = new RudderAnalytics("rudderstack-node", { dataPlaneUrl: process.argv[2] });
analytics.page({ userId: "u1", name: "Home", properties: { path: "/home", url: "https://shop.example/home" } });
analytics.track({ anonymousId: "a1", event: "Bought", properties: { plan: "pro" } });
analytics.identify({ userId: "u1" });
await analytics.flush();
