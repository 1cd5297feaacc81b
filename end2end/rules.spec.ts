// Walks every page that each kind of visitor can reach and checks the rules of the interface on it.
import AxeBuilder from "@axe-core/playwright";
import { expect, login, test, url, type Visitor } from "./helpers";
import { helpPlace, look, spaced } from "./rules";

const MOST_PAGES = 70;
const MOST_ALIKE = 2;
const STARTS = ["/", "/cohorts", "/notes", "/spaces", "/me", "/cohorts/new", "/sign-in"];
const LEAVE = /^\/(sign-out|exit|language|health|pkg|api)(\/|$)/;

/** Pages that differ only by whose they are: `/cohorts/{}/plan?phase`. */
const kind = (to: URL) =>
  to.pathname
    .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, "{}")
    .replace(/^\/(cohorts|notes)\/(?!new$)[^/]+/, "/$1/{}")
    .replace(/^\/(join|reset)\/.+/, "/$1/{}") + [...new Set(to.searchParams.keys())].sort().map((k) => `?${k}`).join("");

async function walk(visitor: Visitor, see: (address: string) => Promise<void>) {
  const queue = STARTS.map((s) => new URL(s, url()));
  const seen = new Set<string>();
  const alike = new Map<string, number>();
  const failed: string[] = [];
  while (queue.length && seen.size < MOST_PAGES) {
    const to = queue.shift()!;
    to.hash = "";
    const count = alike.get(kind(to)) ?? 0;
    if (seen.has(to.href) || count >= MOST_ALIKE || LEAVE.test(to.pathname)) continue;
    seen.add(to.href);
    alike.set(kind(to), count + 1);
    const start = STARTS.includes(to.pathname);
    const answer = await visitor.page.goto(to.href).catch(() => null); // null: a download
    if (!answer || !(answer.headers()["content-type"] ?? "").startsWith("text/html")) continue;
    // Some starts are closed to some visitors; a link that a page offered must lead somewhere.
    if (answer.status() >= (start ? 500 : 400)) failed.push(`${to.pathname}: status ${answer.status()}`);
    await see(to.pathname + to.search);
    const links = await visitor.page.locator("a[href]:not([download])").evaluateAll((all) => all.map((a) => (a as HTMLAnchorElement).href ?? "").filter((h) => typeof h === "string"));
    for (const link of links) {
      const next = URL.canParse(link) ? new URL(link) : null;
      if (next?.host === new URL(url()).host) queue.push(next);
    }
  }
  expect.soft(failed, "links that lead nowhere").toEqual([]);
  return [...alike.keys()];
}

// The crawl of every page of every role takes long: `make rules` asks for it, each test run for the pages of nobody.
const ROLES = process.env.COOPERADE_RULES ? ([undefined, "facilitator", "entrepreneur", "partner"] as const) : ([undefined] as const);

for (const role of ROLES) {
  test(`rules on every page: ${role ?? "signed out"}`, async ({ visit, js, width }) => {
    test.setTimeout(900_000);
    const visitor = await visit(role && login(role));
    const { page } = visitor;
    const wrong: string[] = [];
    const places = new Map<string, string>();
    const kinds = await walk(visitor, async (address) => {
      const add = (more: string[]) => wrong.push(...more.map((w) => `${address}  ${w}`));
      add(await page.evaluate(look));
      places.set(await page.evaluate(helpPlace), address);
      const { height } = page.viewportSize()!;
      if (width < 400) {
        if (js) add(await page.evaluate(spaced));
        await page.setViewportSize({ width: 320, height });
        const wide = await page.evaluate(() => document.documentElement.scrollWidth);
        if (wide > 320) add([`9 reflow: ${wide} px at 320`]);
        await page.setViewportSize({ width, height });
      }
      // As tall as it is, so that what stays at the foot of a phone covers nothing.
      if (js) await page.setViewportSize({ width, height: Math.max(height, await page.evaluate(() => document.documentElement.scrollHeight)) });
      if (js) for (const colorScheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme });
        const { violations } = await new AxeBuilder({ page }).withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]).analyze();
        add(violations.flatMap((v) => v.nodes.map((n) => `11 axe ${colorScheme}: ${v.id}: ${n.html.slice(0, 160)} ${n.any[0]?.message ?? ""}`)));
      }
      await page.setViewportSize({ width, height });
    });
    console.log(`    ${role ?? "signed out"}: ${kinds.length} kinds of pages`);
    expect.soft([...new Set(wrong)], "rules broken").toEqual([]);
    expect.soft([...new Set([...places.keys()].map((p) => p.split("|")[1]))].length, `one place for help: ${JSON.stringify([...places])}`).toBe(1);
  });
}

const everyRole = Boolean(process.env.COOPERADE_RULES);
if (everyRole) test("first load stays small", async ({ visit, js }) => {
  test.skip(!js, "islands load with JavaScript only, and pages are the same");
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
