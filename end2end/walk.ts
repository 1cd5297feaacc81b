// Every page that a visitor can reach by links, a few of each kind.
import { expect, url, type Visitor } from "./helpers";

const MOST_PAGES = 200;
const MOST_ALIKE = 2;
const STARTS = ["/", "/cohorts", "/notes", "/spaces", "/me", "/cohorts/new", "/sign-in"];
const LEAVE = /^\/(sign-out|exit|language|health|pkg|api)(\/|$)/;

/** Pages that differ only by whose they are: `/cohorts/{}/plan?phase`. */
const kind = (to: URL) =>
  to.pathname
    .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, "{}")
    .replace(/^\/(cohorts|notes)\/(?!new$)[^/]+/, "/$1/{}")
    .replace(/^\/(join|reset)\/.+/, "/$1/{}") + [...new Set(to.searchParams.keys())].sort().map((k) => `?${k}`).join("");

export async function walk(visitor: Visitor, see: (address: string) => Promise<void>) {
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
