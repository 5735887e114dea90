import { subscribe } from "node:diagnostics_channel";
import MatomoTracker from "matomo-tracker";

// It never reads what it is answered, which would keep this program running.
subscribe("http.client.response.finish", ({ response }) => response.resume());
const matomo = new MatomoTracker("matomo-tracker", `${process.argv[2]}/matomo.php`);
matomo.on("error", (error) => {
  console.error(error);
  process.exitCode = 1;
});
matomo.track({ url: "https://shop.example/home?utm_source=news", action_name: "Home", uid: "u1" });
matomo.trackBulk([
  { url: "https://shop.example/second", uid: "u2", cvar: JSON.stringify({ 1: ["plan", "pro"] }) },
  { url: "https://shop.example/second", uid: "u2", e_c: "Shop", e_a: "Bought", e_n: "Shoes", e_v: 3 },
  { url: "https://shop.example/second", uid: "u2", ping: 1 },
]);
