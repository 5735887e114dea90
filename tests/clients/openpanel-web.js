import { OpenPanel } from "@openpanel/web";
import { sent } from "./sent.js";

const openpanel = new OpenPanel({ apiUrl: server, clientId: "openpanel-web", trackScreenViews: true });
await sent(1);
await openpanel.track("Bought", { plan: "pro" });
history.pushState({}, "", "/second#part");
await sent(3);
