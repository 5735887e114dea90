import Plausible from "plausible-tracker";

const plausible = Plausible({ domain: "plausible-tracker", apiHost: server });
plausible.enableAutoPageviews();
plausible.trackEvent("Signup", { props: { plan: "pro" } });
history.pushState({}, "", "/second#part");
