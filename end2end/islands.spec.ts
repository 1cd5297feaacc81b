// What islands cost, where scripts run: pages are the same without.
import { expect, login, test } from "./helpers";
import { walk } from "./walk";

if (process.env.COOPERADE_RULES) test("first load stays small", async ({ visit }) => {
  test.setTimeout(180_000);
  const visitor = await visit(login("entrepreneur"));
  const protocol = await visitor.context.newCDPSession(visitor.page);
  await protocol.send("Network.enable");
  await protocol.send("Network.setCacheDisabled", { cacheDisabled: true });
  let bytes = 0;
  protocol.on("Network.loadingFinished", ({ encodedDataLength }) => (bytes += encodedDataLength));
  const heavy: string[] = [];
  const sizes: string[] = [];
  await walk(visitor, async (address) => {
    await visitor.page.waitForLoadState("networkidle"); // the links of the walk's own visit
    bytes = 0;
    await visitor.page.reload({ waitUntil: "networkidle" });
    const island = (await visitor.page.locator("leptos-island").count()) > 0;
    const most = island ? 120 : 60;
    const line = `${address}: ${(bytes / 1024).toFixed(1)} KB of ${most}${island ? " (island)" : ""}`;
    sizes.push(line);
    if (bytes > most * 1024) heavy.push(line);
  });
  console.log(sizes.map((s) => `    ${s}`).join("\n"));
  expect(heavy).toEqual([]);
});
