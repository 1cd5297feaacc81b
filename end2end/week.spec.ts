// A facilitator's week, told in both languages and by the keyboard alone: the kitchen opens late, the assembly signs in, two
// pôles change hands, the paper prints itself.
import { enter, expect, login, tabTo, test } from "./helpers";

const LANGUAGES = [
  { language: "fr", who: 0, moved: /Ce qui va changer/, done: /Le plan est déplacé/, signed: /Est là/, sheet: /émargement/ },
  { language: "en", who: 1, moved: /What will change/, done: /The plan has moved/, signed: /Is here/, sheet: /sign|attendance/i },
];

for (const { language, who, moved, done, signed, sheet } of LANGUAGES) {
  test(`the kitchen opens late, the assembly signs in, two pôles change hands (${language})`, async ({ visit }, info) => {
    const lead = await visit(login("facilitator", who));
    const main = lead.page.locator("main");
    await lead.cohort("/plan");
    await lead.page.locator(`.languages button[value="${language}"]`).click();
    await expect(lead.page.locator("html")).toHaveAttribute("lang", language);

    // Production begins on another day: what hangs on it is listed before anything changes. Every run has a day of its own.
    await main.locator("details.more summary").click();
    await main.locator('details.more a[href*="/plan/phases/"]', { hasText: /Production/ }).click();
    await main.locator('a[href*="/plan/move/"]').click();
    const form = main.locator("form#form");
    const run = ["js-360", "js-1280", "nojs-360", "nojs-1280"].indexOf(info.project.name) * 2 + who;
    await form.locator('[name="first[day]"]').fill(String(21 + run));
    await form.locator('[name="policy"][value="push"]').check({ force: true });
    await lead.press(form);
    await expect(main).toContainText(moved);
    for (let turn = 0; turn < 5 && !lead.page.url().includes("notice="); turn++) await lead.press(main.locator("form#apply"));
    await expect(lead.notice()).toContainText(done);

    // Everybody is there, in one tap; the exceptions follow.
    await lead.cohort("/attendance");
    await main.locator('a[href*="/attendance?half="]').first().click();
    const everybody = main.locator('button[name="everybody"]');
    if (await everybody.count()) await everybody.click();
    await expect(main.locator("form.roll")).toContainText(signed);
    await expect(main.locator('input[name^="presence["]:checked').first()).toBeAttached();

    // The paper that a funder asks for: a name and a box for each.
    await main.locator('a[href$="/sheet"]').first().click();
    await expect(lead.h1()).toContainText(sheet);
    expect(await main.locator("table tbody tr").count()).toBeGreaterThan(5);

    // Two pôles change hands, from the next phase on.
    for (const place of [0, 1]) {
      await lead.cohort("/poles");
      await main.locator('a[href*="/poles/"]:not([href*="skills"]):not([href*="hours"]):not([href$="new"])').nth(place).click();
      await main.locator('a[href$="/turns"]').click();
      const turn = main.locator("select").last();
      const people = await turn.locator("option:not([value=''])").evaluateAll((all) => all.map((o) => (o as HTMLOptionElement).value));
      await turn.selectOption(people[(place + who) % people.length]);
      await lead.press(main.locator("form#form"));
      await expect(lead.notice()).toBeVisible();
    }
  });
}

test("the keyboard alone signs in, looks at a move, and notes who is there", async ({ visit }) => {
  const { login: name, password } = login("facilitator", 1);
  const karim = await visit();
  const { page } = karim;
  const main = page.locator("main");
  await karim.goto("/sign-in");
  await tabTo(page, page.locator('[name="login"]'));
  await page.keyboard.type(name);
  await tabTo(page, page.locator('[name="password"]'));
  await page.keyboard.type(password);
  await page.keyboard.press("Enter");
  await page.waitForURL((to) => !to.pathname.includes("sign-in"));

  await karim.cohort("/plan");
  await page.keyboard.press("Tab");
  await expect(page.locator(".skip"), "the first stop leads past the menu").toBeFocused();
  await page.keyboard.press("Enter");
  await tabTo(page, main.locator("details.more summary"));
  await page.keyboard.press("Enter");
  await enter(page, main.locator('details.more a[href*="/plan/phases/"]').last());
  await enter(page, main.locator('a[href*="/plan/move/"]').first());
  await tabTo(page, main.locator('[name="policy"]').first());
  await page.keyboard.press("Space");
  await enter(page, main.locator("form#form button:not([name])").last());
  await expect(main.locator("#preview, .error-summary").first()).toBeVisible();

  await karim.cohort("/attendance");
  await enter(page, main.locator('a[href*="/attendance?half="]').first());
  await tabTo(page, main.locator('form.roll input[type="radio"]').first());
  await page.keyboard.press("Space");
  await enter(page, main.locator("form.roll button:not([name])").last());
  await expect(karim.notice()).toBeVisible();
});
