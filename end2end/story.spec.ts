// The main job, as people live it: a cohort is planned, works, books its workshop, and leaves its note.
import type { Locator } from "@playwright/test";
import { FIRST, day, expect, fill, login, running, test, url } from "./helpers";

test("somebody signs in, is where she belongs, and signs out", async ({ visit }, info) => {
  const who = login("entrepreneur", index(info.project.name));
  const aicha = await visit();
  await aicha.signIn(who);
  await expect(aicha.page).not.toHaveURL(/sign-in/);
  expect(await aicha.goto("/me")).toBe(200);
  await aicha.page.locator('main a[href="/sign-out"]').click();
  await aicha.page.locator('form[action*="sign-out"] button').first().click();
  await expect(aicha.page).toHaveURL(/sign-in/);
  await aicha.goto("/me");
  await expect(aicha.page).toHaveURL(/sign-in/);
});

test("a facilitator plans the textile cohort", async ({ visit }, info) => {
  const sophie = await visit(login("facilitator"));
  await sophie.goto("/cohorts/new");
  const name = `Atelier Wax ${info.project.name}`;
  await sophie.answer({ template: "textile", name, brand: "Wax", starts_on: "2026-08-31" });
  await expect(sophie.page).toHaveURL(/\/cohorts\/(?!new)[^/?]+/);
  await expect(sophie.page.locator("main")).toContainText(name);

  const slug = new URL(sophie.page.url()).pathname.split("/")[2];
  await sophie.cohort("/plan", slug);
  for (const month of ["septembre", "octobre", "novembre", "décembre", "janvier"]) {
    await expect(sophie.page.locator("main"), "five months").toContainText(month);
  }
  expect(await sophie.page.locator(".phase").count(), "phases").toBeGreaterThan(4);
  await sophie.cohort("/poles", slug);
  expect(await sophie.page.locator(".pole").count(), "pôles of the template").toBeGreaterThan(2);
});

test("an entrepreneur records what she made, once", async ({ visit }, info) => {
  const aicha = await visit(login("entrepreneur", index(info.project.name)));
  const note = `essai ${info.project.name} ${Date.now()}`;
  await aicha.cohort("/production/new");
  await aicha.answer({ product: FIRST, quantity: "3", minutes: "90", made_on: day(0), note });
  await expect(aicha.notice(), "it says what was written").toContainText("3");
  await aicha.cohort("/production");
  await expect(aicha.page.getByText(note)).toHaveCount(1);

  // Back, and the same form again: still one record.
  await aicha.page.goBack();
  await aicha.page.reload();
  await aicha.cohort("/production");
  await expect(aicha.page.getByText(note)).toHaveCount(1);
});

test("two want the last places at the same moment: one gets them, the other three free moments", async ({ visit }, info) => {
  const [first, second] = [await visit(login("entrepreneur", 0)), await visit(login("entrepreneur", 1))];
  // Each project its own week, so that they do not meet each other.
  await first.cohort("/bookings");
  for (let weeks = 0; weeks <= index(info.project.name); weeks++) await first.page.locator('.stepbar a[rel="next"]').click();
  const moment = first.page.locator('main a[href*="/bookings/new?"][href*="from="]:visible').first();
  const places = await moment.evaluate((a) => (a.closest<HTMLElement>("td, .slot")?.innerText.match(/^(\d+)\s*place/m) ?? [])[1]);
  const address = (await moment.getAttribute("href"))!;
  for (const visitor of [first, second]) {
    await visitor.goto(address);
    await fill(visitor.form("space"), { people: places ?? "1", purpose: `essai ${info.project.name}` });
  }
  await Promise.all([first, second].map((v) => v.press(v.form("space"))));
  const refused = [await first.refused(), await second.refused()];
  expect(refused.filter(Boolean), "one of the two").toHaveLength(1);
  const [winner, loser] = refused[0] ? [second, first] : [first, second];
  await expect(winner.notice()).toBeVisible();
  await expect(loser.page.locator(".nearest button, .nearest a")).toHaveCount(3);
  await expect(loser.page.locator("main")).not.toContainText(winner.who!.login);

  // What is refused is offered again: one tap books the nearest free moment.
  await loser.page.locator(".nearest button, .nearest a").first().click();
  await expect(loser.notice()).toBeVisible();
});

test("people say what worked, a note is written, announced, and a partner reads notes and nothing else", async ({ visit }, info) => {
  const said = `Le tissu est arrivé à temps (${info.project.name}, ${Date.now()}).`;
  const aicha = await visit(login("entrepreneur", index(info.project.name)));
  await aicha.cohort("/capitalisation/new");
  await aicha.answer({ kind: "worked", text: said, scope: "partners" });
  await expect(aicha.notice()).toBeVisible();

  const sophie = await visit(login("facilitator"));
  await sophie.cohort("/capitalisation");
  await expect(sophie.page.locator("main")).toContainText(said);

  const partner = await visit(login("partner"));
  await partner.goto("/notes");
  const note = partner.page.locator('main a[href^="/notes/"]').first();
  await expect(note, "the demonstration has published notes").toBeVisible();
  await note.click();
  await expect(partner.page.locator("article.note h1")).toBeVisible();
  for (const below of ["/plan", "/members", "/production", "/bookings", "/capitalisation"]) {
    expect(await partner.cohort(below, running().slug), below).toBeGreaterThanOrEqual(403);
  }
});

test("what was typed wrongly is kept, named at its field and in a summary on top", async ({ visit }) => {
  const sophie = await visit(login("facilitator"));
  await sophie.goto("/cohorts/new");
  await sophie.answer({ template: "textile", name: "", brand: "Wax", starts_on: "2026-02-30" });
  const summary = sophie.page.locator('.error-summary[role="alert"]');
  await expect(summary).toBeVisible();
  for (const link of await summary.locator("a").all()) {
    const target = sophie.page.locator((await link.getAttribute("href"))!);
    await expect(target, "the link leads to the field").toBeVisible();
    const block = sophie.page.locator(".has-error").filter({ has: target });
    await expect(block.first(), "the same words at the field").toContainText(((await link.textContent()) ?? "").trim());
  }
  const brand = sophie.page.locator('[name="brand"]').first();
  if (await brand.count()) await expect(brand, "what was typed is kept").toHaveValue("Wax");
});

test("a form sent twice leaves one record", async ({ visit }, info) => {
  const aicha = await visit(login("entrepreneur", index(info.project.name)));
  const said = `Deux fois (${info.project.name}, ${Date.now()})`;
  await aicha.cohort("/capitalisation/new");
  await aicha.answer({ kind: "surprise" });
  const form = aicha.form("text");
  await fill(form, { text: said });
  const fields: Record<string, string> = {};
  for (const input of await form.locator("[name]").all()) {
    const [name, value, type] = [await input.getAttribute("name"), await input.inputValue().catch(() => ""), await input.getAttribute("type")];
    if (type === "radio" || type === "checkbox") {
      if ((await input.isChecked()) || !(name! in fields)) fields[name!] = value;
    } else fields[name!] = value;
  }
  const action = new URL((await form.getAttribute("action"))!, aicha.page.url()).href;
  const headers = { Origin: new URL(action).origin, Accept: "text/html" };
  const answers = await Promise.all([1, 2, 3].map(() => aicha.context.request.post(action, { form: fields, headers })));
  for (const answer of answers) expect(answer.status()).toBeLessThan(400);
  await aicha.cohort("/capitalisation");
  await expect(aicha.page.getByText(said)).toHaveCount(1);
});

test("the language changes and what was typed stays", async ({ visit }) => {
  const somebody = await visit();
  await somebody.goto("/sign-in");
  const typed = somebody.page.locator('[name="login"]');
  await typed.fill("aicha");
  for (const lang of ["en", "fr"]) {
    await somebody.page.locator(`form[action="/language"] button[lang="${lang}"]`).click();
    await expect(somebody.page.locator("html")).toHaveAttribute("lang", lang);
    await expect(typed).toHaveValue("aicha");
  }
});

test("quick exit leaves and forgets", async ({ visit }, info) => {
  const aicha = await visit();
  await aicha.signIn(login("entrepreneur", index(info.project.name)));
  // The page it leads to is elsewhere: here it is enough to see where the answer points.
  const answer = await aicha.context.request.post("/exit", { headers: { Origin: url() } });
  expect(answer.status()).toBe(200);
  expect(answer.headers()["refresh"]).toMatch(/https?:/);
  await aicha.goto("/me");
  await expect(aicha.page).toHaveURL(/sign-in/);
});

/** The number of the project, so that the four of them use different people and hours. */
const index = (project: string) => ["js-360", "js-1280", "nojs-360", "nojs-1280"].indexOf(project);

test("a phase is moved with what hangs on it: seen first, done in one step, taken back", async ({ visit }, info) => {
  const sophie = await visit(login("facilitator"));
  await sophie.cohort("/plan");
  const main = sophie.page.locator("main");
  await main.locator("details.more summary").click();
  await main.locator('details.more a[href*="/plan/phases/"]', { hasText: /Prospection|Prospecting/ }).click();
  await main.locator('a[href*="/plan/move/"]').click();
  const form = main.locator("form#form");
  const was = await form.locator('[name="last[day]"]').inputValue();
  await fill(form, { "last[day]": String(Number(was) - 1 - index(info.project.name)), policy: "keep" });
  await sophie.press(form);
  await expect(main.locator("#preview .changes > li").first(), "what would change").toBeVisible();
  // The other projects move the same plan: who was second sees what changed and agrees again.
  const agree = async (form: Locator) => {
    for (let turn = 0; turn < 5 && !sophie.page.url().includes("notice="); turn++) await sophie.press(form);
    expect(sophie.page.url()).toContain("notice=");
    await expect(sophie.notice()).toBeVisible();
  };
  await agree(main.locator("form#apply"));

  await sophie.cohort("/plan/versions");
  await main.locator('a[href*="/plan/versions/"]').first().click();
  await agree(main.locator("form#form"));
  await sophie.cohort("/plan/versions");
  await main.locator('a[href*="/plan/versions/"]').first().click();
  await expect(main.locator(".changes > li").first(), "the way back has a way back").toBeVisible();
});
