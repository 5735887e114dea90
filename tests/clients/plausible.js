import { init, track } from "@plausible-analytics/tracker";

init({ domain: "plausible", endpoint: `${server}/api/event` });
track("Signup", { props: { plan: "pro" } });
history.pushState({}, "", "/second");
