import { enableActivityTracking, newTracker, trackPageView, trackSelfDescribingEvent } from "@snowplow/browser-tracker";
import { sent } from "./sent.js";

newTracker("sp", server, { appId: "snowplow-browser" });
enableActivityTracking({ minimumVisitLength: 1, heartbeatDelay: 1 });
trackPageView();
trackSelfDescribingEvent({ event: { schema: "iglu:com.acme/bought/jsonschema/1-0-0", data: { plan: "pro" } } });
history.pushState({}, "", "/second#part");
trackPageView();
await sent(1); // all four in one
