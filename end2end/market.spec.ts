// A market day and its end: made by a touch, sold at the till, counted, and shared by a rule that the group chose. In both
// languages; what happens without network is told in offline.spec.ts.
import { day, expect, fill, FIRST, login, test } from "./helpers";

const LANGUAGES = [
  { language: "fr", who: 0, sold: /C’est encaissé/, share: /Mon relevé/, me: "Moi" },
  { language: "en", who: 1, sold: /Sold/, share: /My statement/, me: "Me" },
];

for (const { language, who, sold, share, me } of LANGUAGES) {
  test(`from a finger on a picture to a fair share (${language})`, async ({ visit }, info) => {
    const run = ["js-360", "js-1280", "nojs-360", "nojs-1280"].indexOf(info.project.name) * 2 + who;
    const aicha = await visit(login("entrepreneur", 4 + who));
    const main = aicha.page.locator("main");
    const speak = async (visitor: typeof aicha) => {
      await visitor.page.locator(`.languages button[value="${language}"]`).click();
      await expect(visitor.page.locator("html")).toHaveAttribute("lang", language);
    };

    // Two made, with her name, today.
    await aicha.cohort("/production");
    await speak(aicha);
    await aicha.cohort("/production/new");
    await aicha.answer({ product: FIRST, quantity: "2" });
    await aicha.press(main.locator("form#form"));
    await expect(aicha.notice()).toContainText("2");

    // The till: plus twice, to the money, paid in cash.
    await aicha.cohort("/sales/till");
    for (const count of ["1", "2"]) {
      await main.locator('button[name="plus"]').first().click();
      await expect(main.locator(".till-count").first()).toHaveText(count);
    }
    await main.locator('button[formaction$="/pay"]').click();
    const pay = main.locator("form#form");
    await fill(pay, { paid_by: "cash", clientele: "new" });
    await aicha.press(pay);
    await expect(aicha.notice()).toContainText(sold);
    await expect(aicha.notice()).toContainText("2 ×");

    // In the evening somebody counts: what is missing is said without blame.
    await main.locator('a[href$="/sales/count"]').click();
    const count = main.locator("form#form");
    await fill(count, { float: "50", counted: "1" });
    await aicha.press(count);
    await expect(main.locator("dl.sum")).toContainText("50,00");

    // Who accompanies enters what came in, and prepares two rules for two days of their own.
    const lead = await visit(login("facilitator", who));
    const desk = lead.page.locator("main");
    const first = day(-50 + 3 * run);
    await lead.cohort("/money/entries/new");
    await speak(lead);
    await fill(desk.locator("form#form"), { account: "grant", amount: "1 200,50", on: first, what: `Prix ${info.project.name}` });
    await lead.press(desk.locator("form#form"));
    await lead.cohort("/sharing/new");
    const name = `Automne ${info.project.name} ${language}`;
    await fill(desk.locator("form#form"), { name, first_on: first, last_on: day(-49 + 3 * run), contribution: "0", reserve: "0", carried: "0" });
    await lead.press(desk.locator("form#form"));
    await expect(lead.h1()).toContainText(name);
    const sharing = lead.page.url().split("?")[0];
    for (const [rule, weights] of [["Égal", { weight_equal: "1" }], ["Heures", { weight_equal: "50", weight_production: "50" }]] as const) {
      await desk.locator('a[href$="/rules/new"]').click();
      await fill(desk.locator("form#form"), { name: rule, ...weights });
      await lead.press(desk.locator("form#form"));
    }

    // Side by side, each her own line; then the group votes.
    await aicha.goto(sharing);
    const covered = main.locator("details.covered > summary");
    if (await covered.count()) await covered.click();
    const table = main.locator("table", { hasText: me }).first();
    await expect(table).toContainText("Égal");
    await expect(table).toContainText("Heures");
    await desk.locator('a[href$="/vote"]').click();
    await fill(desk.locator("form#form"), { secrecy: "open", needed: "1" });
    await lead.press(desk.locator("form#form"));
    const decision = lead.page.url().split("?")[0];
    await aicha.goto(decision);
    const ranks = main.locator('select[name^="rank["]');
    for (let nth = 0; nth < (await ranks.count()); nth++) await ranks.nth(nth).selectOption({ index: nth + 1 });
    await aicha.press(main.locator("form", { has: aicha.page.locator('select[name^="rank["]') }));
    await expect(aicha.notice()).toBeVisible();

    // Decided, frozen, and each has a statement with the sum that made hers.
    await lead.goto(decision);
    const closing = desk.locator("form", { has: lead.page.locator('[name="outcome"]') });
    const more = desk.locator("details", { has: lead.page.locator('[name="outcome"]') });
    if (await more.count()) await more.locator("summary").click();
    await lead.press(closing);
    await lead.goto(sharing);
    await desk.locator('a[href$="/freeze"]').click();
    await lead.press(desk.locator("form#form"));
    await expect(lead.notice()).toBeVisible();
    await aicha.goto(sharing);
    if (await covered.count()) await covered.click();
    await main.locator('a[href*="/members/"]').first().click();
    await expect(aicha.h1()).toContainText(share);
    await expect(main).toContainText("1 200,50");
  });
}
