import { Umami } from "@umami/node";

const umami = new Umami({ websiteId: "umami-node", hostUrl: process.argv[2] });
const send = async (answer) => {
  const { status } = await answer;
  if (status !== 200) throw new Error(`Answered ${status}`);
};
await send(umami.track({ url: "/home", hostname: "shop.example", title: "Home" }));
await send(umami.track({ url: "/home", name: "Bought", data: { plan: "pro" }, id: "u1" }));
await send(umami.identify({ name: "A" }));
