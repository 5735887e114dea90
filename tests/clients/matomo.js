// What matomo.js 5.2 sends, which is no package: a beacon with its hit in the query, the next in a form, and
// many at once, said to be a form.
import { sent } from "./sent.js";

const hit = (parameters) =>
  new URLSearchParams({ ...parameters, idsite: "matomo", rec: 1, url: location.href, _id: "76b426aa02a8e9a5", send_image: 0 });
const type = "application/x-www-form-urlencoded; charset=UTF-8";
const url = `${server}/matomo.php`;
navigator.sendBeacon(`${url}?${hit({ action_name: "Home" })}`, new Blob([], { type }));
const post = (body) => fetch(url, { method: "POST", credentials: "include", headers: { "Content-Type": type }, body });
await post(hit({ e_c: "Shop", e_a: "Bought", ca: 1, cvar: '{"1":["plan","pro"]}' }).toString());
await post(JSON.stringify({ requests: [`?${hit({ link: "https://other.example/" })}`, `?${hit({ ping: 1 })}`], send_image: 0 }));
await sent(3);
