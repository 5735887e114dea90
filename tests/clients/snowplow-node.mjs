import { buildPageView, buildSelfDescribingEvent, buildStructEvent, newTracker } from "@snowplow/node-tracker";

const onRequestFailure = (failure) => {
  console.error(failure);
  process.exitCode = 1;
};
const post = newTracker({ namespace: "post", appId: "snowplow-node" }, { endpoint: process.argv[2], onRequestFailure });
post.setUserId("u1");
post.track(buildPageView({ pageUrl: "https://shop.example/home", pageTitle: "Home" }));
const data = { plan: "pro" };
post.track(buildSelfDescribingEvent({ event: { schema: "iglu:com.acme/bought/jsonschema/1-0-0", data } }));
await post.flush();
const get = newTracker({ namespace: "get", appId: "snowplow-node" }, { endpoint: process.argv[2], eventMethod: "get", onRequestFailure });
get.setUserId("u2");
get.track(buildStructEvent({ category: "Shop", action: "Asked" }));
await get.flush();
