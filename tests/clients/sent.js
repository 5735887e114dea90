// Comes back when the page has had `count` answers from the server.
export const sent = async (count) => {
  const answers = () => performance.getEntriesByType("resource").filter((entry) => entry.name.startsWith(server));
  while (answers().length < count) await new Promise((resolve) => setTimeout(resolve, 20));
};
