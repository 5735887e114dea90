import { OpenPanel } from "@openpanel/sdk";

const openpanel = new OpenPanel({ apiUrl: process.argv[2], clientId: "openpanel-node", clientSecret: "secret" });
await openpanel.track("screen_view", { __path: "https://shop.example/home", profileId: "u1" });
await openpanel.track("Bought", { plan: "pro", profileId: "u2" });
await openpanel.identify({ profileId: "u1", firstName: "A" });
await openpanel.increment({ profileId: "u1", property: "visits" });
