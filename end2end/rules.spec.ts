// Walks every page that each kind of visitor can reach and checks the rules of the interface on it.
import AxeBuilder from "@axe-core/playwright";
import { expect, login, test } from "./helpers";
import { helpPlace, look, spaced } from "./rules";
import { walk } from "./walk";

// The crawl of every page of every role takes long: `make rules` asks for it, each test run for the pages of nobody.
const ROLES = process.env.COOPERADE_RULES ? ([undefined, "facilitator", "entrepreneur", "partner"] as const) : ([undefined] as const);

for (const role of ROLES) {
  test(`rules on every page: ${role ?? "signed out"}`, async ({ visit, js, width }) => {
    test.setTimeout(1_800_000);
    const visitor = await visit(role && login(role));
    const { page } = visitor;
    const wrong: string[] = [];
    const places = new Map<string, string>();
    const kinds = await walk(visitor, async (address) => {
      const add = (more: string[]) => wrong.push(...more.map((w) => `${address}  ${w}`));
      // What is folded away has to keep the rules too.
      await page.evaluate(() => document.querySelectorAll("main details").forEach((d) => ((d as HTMLDetailsElement).open = true)));
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
