// A Visitor for each role: a browser context of one's own, already signed in, that notes whatever a page does wrong.
import { test as base, expect, type Browser, type BrowserContext, type BrowserContextOptions, type Locator, type Page, type TestInfo } from "@playwright/test";
import { readFileSync } from "node:fs";
import path from "node:path";

export { expect };
export type Role = "facilitator" | "entrepreneur" | "partner";
export type Login = { login: string; password: string; role: Role; cohort: string };
export type Demo = { cohorts: { slug: string; name: string }[]; logins: Login[] };

export const url = () => process.env.COOPERADE_URL!;
export const demo = (): Demo => JSON.parse(readFileSync(process.env.COOPERADE_LOGINS!, "utf8"));

/** The demonstration's cohort that runs today: the two others are of 2019 and 2020. */
export const running = () => demo().cohorts.find(({ slug, name }) => !/20(19|20|21)/.test(slug + name)) ?? demo().cohorts.at(-1)!;

/** The logins of a role in the running cohort, or in all of them when it has none there; at most four are used. */
function logins(role: Role): Login[] {
  const all = demo().logins.filter((l) => l.role === role);
  const here = all.filter((l) => l.cohort === running().slug);
  return (here.length ? here : all).slice(0, 6);
}

/** The n-th login of a role, counted round. */
export function login(role: Role, n = 0): Login {
  const choice = logins(role);
  if (!choice.length) throw new Error(`the demonstration has no ${role}`);
  return choice[n % choice.length];
}

/** All that tests sign in as. */
export const used = () => (["facilitator", "entrepreneur", "partner"] as const).flatMap(logins);

export class Visitor {
  private readonly noted: { at: string; what: string }[] = [];
  /** Pages that answered with a refusal: tests look at their status, and the browser's own line on it says nothing more. */
  private readonly refusals = new Set<string>();
  /** Whether the test cuts the network or answers for the server: then what did not load says nothing. */
  cut = false;
  private constructor(readonly context: BrowserContext, readonly page: Page, readonly who?: Login) {
    const note = (what: string, at = page.url()) => this.noted.push({ at, what });
    page.on("console", (m) => {
      if (m.type() === "error" || /Content.Security.Policy/i.test(m.text())) note(`console: ${m.text()}`, m.location().url || page.url());
    });
    page.on("pageerror", (e) => note(`exception: ${e.message}`));
    page.on("request", (r) => {
      const to = new URL(r.url());
      if (/^(https?|wss?):$/.test(to.protocol) && to.host !== new URL(url()).host) note(`third party: ${to.href}`);
      if (r.resourceType() === "font") note(`web font: ${to.href}`);
    });
    page.on("response", (r) => {
      if (r.status() >= 500) note(`status ${r.status()}`, r.url());
      else if (r.status() >= 400 && r.request().isNavigationRequest()) this.refusals.add(r.url());
    });
  }

  /** Console errors, exceptions, refused resources, foreign hosts: a test ends by expecting none. */
  get wrongs(): string[] {
    const told = this.noted.filter(({ at, what }) => !((this.cut || this.refusals.has(at)) && /^console: Failed to load resource/.test(what)));
    return [...new Set(told.map(({ at, what }) => `${at}: ${what}`))];
  }

  static async open(browser: Browser, info: TestInfo, who?: Login, options: BrowserContextOptions = {}): Promise<Visitor> {
    const { javaScriptEnabled, viewport, hasTouch, locale, timezoneId, serviceWorkers } = info.project.use;
    const context = await browser.newContext({
      baseURL: url(), javaScriptEnabled, viewport, hasTouch, locale, timezoneId, serviceWorkers,
      storageState: who ? path.join(process.env.COOPERADE_SESSIONS!, `${who.login}.json`) : undefined,
      ...options,
    });
    return new Visitor(context, await context.newPage(), who);
  }

  async goto(address: string): Promise<number> {
    return (await this.page.goto(address))?.status() ?? 0;
  }

  /** The cohort's page below its address: `cohort("/plan")`. */
  cohort(below = "", slug = this.who?.cohort ?? running().slug) {
    return this.goto(`/cohorts/${slug}${below}`);
  }

  /** Signs in by the form, as a person does. */
  async signIn({ login, password }: Login) {
    await this.goto("/sign-in");
    await fill(this.form("password"), { login, password });
    await this.press(this.form("password"));
  }

  /** The form of the page that holds this field. */
  form(field: string): Locator {
    return this.page.locator("form", { has: this.page.locator(`[name="${field}"], [name="${field}[day]"]`) }).first();
  }

  /** The form's own button: not a stepper's, not a button with a value. */
  async press(form: Locator) {
    await form.locator('button:not([name]):not([type="button"]), input[type="submit"]').last().click();
    await this.page.waitForLoadState("domcontentloaded");
  }

  /**
   * Answers questions until none is left, whether they stand on one page or on one page each: fills the fields that the
   * page has, follows the link when the answers are links, sends. Ends at a page with none of the fields.
   */
  async answer(values: Values) {
    const open = new Set(Object.keys(values));
    for (let pages = 0; open.size && pages < 12; pages++) {
      const before = this.page.url();
      let here: string[] = [];
      for (const name of open) if (await this.form(name).count()) here.push(name);
      if (!here.length) {
        const link = await this.link([...open], values);
        const other = this.page.locator("main form.question");
        if (link) {
          open.delete(link.name);
          await link.at.click();
        } else if (await other.count()) {
          await this.press(other.first()); // a question to which the page proposes an answer
        } else return;
      } else {
        const form = this.form(here[0]);
        const together: Values = {};
        for (const name of here) if (await field(form, name).count()) together[name] = values[name];
        await fill(form, together);
        for (const name of Object.keys(together)) open.delete(name);
        await this.press(form);
      }
      await this.page.waitForLoadState("domcontentloaded");
      if (this.page.url() === before && (await this.refused())) return;
    }
  }

  private async link(names: string[], values: Values) {
    for (const name of names) {
      const at = this.page.locator(`main :not(.back) > a[href*="${name}=${values[name] === FIRST ? "" : encodeURIComponent(String(values[name]))}"]`).first();
      if (await at.count()) return { name, at };
    }
  }

  async refused() {
    return (await this.page.locator('.error-summary, .refusal, [role="alert"]').count()) > 0;
  }

  notice = () => this.page.locator('[role="status"]').first();
  h1 = () => this.page.locator("h1");
}

/** Whatever comes first: an option, a radio button, a link. */
export const FIRST = Symbol("first");
export type Values = Record<string, string | number | boolean | typeof FIRST>;

const field = (form: Locator, name: string) => form.locator(`[name="${name}"]:not([type="hidden"]), [name="${name}[day]"]`);

/** Fills fields by name, whatever they are made of; a day may be one field or three. */
export async function fill(form: Locator, values: Values) {
  for (const [name, value] of Object.entries(values)) {
    const all = field(form, name);
    const first = all.first();
    if ((await first.getAttribute("name")) === `${name}[day]`) {
      const [year, month, day] = String(value).split("-");
      for (const [part, text] of Object.entries({ day, month, year })) await form.locator(`[name="${name}[${part}]"]`).fill(text);
      continue;
    }
    const tag = await first.evaluate((e) => `${e.tagName}:${(e as HTMLInputElement).type ?? ""}`.toLowerCase());
    if (tag.startsWith("select")) {
      if (value === FIRST) {
        const options = await first.locator("option:not([value=''])").evaluateAll((o) => o.map((e) => (e as HTMLOptionElement).value));
        await first.selectOption(options[0]);
      } else await first.selectOption(String(value));
    } else if (tag === "input:radio" || (tag === "input:checkbox" && typeof value !== "boolean")) {
      await (value === FIRST ? first : form.locator(`[name="${name}"][value="${value}"]`)).check({ force: true });
    } else if (tag === "input:checkbox") {
      await first.setChecked(Boolean(value), { force: true });
    } else if (tag.startsWith("button")) {
      await form.locator(value === FIRST ? `[name="${name}"]` : `[name="${name}"][value="${value}"]`).first().click();
    } else {
      await first.fill(String(value));
    }
  }
}

type Fixtures = { visit: (who?: Login, options?: BrowserContextOptions) => Promise<Visitor>; js: boolean; width: number };

export const test = base.extend<Fixtures>({
  /** Opens a visitor; at the end all of them must have met nothing wrong. */
  visit: async ({ browser }, use, info) => {
    const visitors: Visitor[] = [];
    await use(async (who, options) => {
      const visitor = await Visitor.open(browser, info, who, options);
      visitors.push(visitor);
      return visitor;
    });
    const wrongs = visitors.flatMap((v) => v.wrongs);
    for (const visitor of visitors) await visitor.context.close();
    expect(wrongs, "what the browser complained about").toEqual([]);
  },
  js: async ({}, use, info) => use(info.project.use.javaScriptEnabled !== false),
  width: async ({}, use, info) => use(info.project.use.viewport!.width),
});

/** Days from today in the cohort's zone, as 2026-11-23. */
export function day(plus: number): string {
  const date = new Date(Date.now() + plus * 86_400_000);
  return new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Paris" }).format(date);
}

/** Presses Tab until the focus is there, as somebody without a mouse does. */
export async function tabTo(page: Page, target: Locator) {
  for (let presses = 0; presses < 120; presses++) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`the keyboard does not reach ${target}`);
}

export async function enter(page: Page, target: Locator) {
  await tabTo(page, target);
  const before = page.url();
  await page.keyboard.press("Enter");
  await page.waitForURL((to) => to.href !== before);
}
