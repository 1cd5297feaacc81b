// The week of the workshop under a pointer and under the arrow keys; without scripts, and on a phone, the list of free
// moments with its buttons. Then the page for the tablet at the door, and the week on paper.
import type { Page } from "@playwright/test";
import { expect, login, test, type Visitor } from "./helpers";

const LANGUAGES = [
  { language: "fr", who: 4, pick: /Choisir un moment/, free: /Places libres/, left: /Rien n’a changé/ },
  { language: "en", who: 5, pick: /Choose a moment/, free: /Free places/, left: /Nothing has changed/ },
];

/** The week after next, so that nothing of it is over; a space with machines and room. */
async function open(visitor: Visitor, language: string) {
  await visitor.cohort("/bookings");
  await visitor.page.locator(`.languages button[value="${language}"]`).click();
  await expect(visitor.page.locator("html")).toHaveAttribute("lang", language);
  for (let week = 0; week < 2; week++) {
    const next = visitor.page.locator('.stepbar a[rel="next"]');
    if (await next.count()) await next.click();
    await visitor.page.waitForLoadState("domcontentloaded");
  }
}

const said = (page: Page) => page.locator(".week-said");
const query = (page: Page) => new URL(page.url()).searchParams;
const minutes = (time: string | null) => Number(time!.slice(0, 2)) * 60 + Number(time!.slice(3));

for (const { language, who, pick, free, left } of LANGUAGES) {
  test(`a moment is chosen on the week (${language})`, async ({ visit, js, width }) => {
    const member = await visit(login("entrepreneur", who));
    const { page } = member;
    await open(member, language);
    const tools = page.locator(".week-tools");
    if (!js || width < 960) {
      await expect(tools).toBeHidden();
      if (width < 960) {
        // The list of free moments, each with its button: one tap to the form.
        await page.locator(".days .slot .button").first().click();
        await expect(page.locator('form#form [name="from"]')).toBeVisible();
      } else {
        await page.locator(".week-table td.free a").first().click();
        await expect(page.locator('form#form [name="from"]')).toBeVisible();
      }
      expect(query(page).get("from")).toMatch(/^\d\d:\d\d$/);
      return;
    }

    // By keys alone: choose, a day on, a quarter of an hour longer, look at it, leave it, and again up to the form.
    const button = tools.getByRole("button", { name: pick });
    await button.focus();
    await page.keyboard.press("Enter");
    await expect(said(page)).toContainText(free);
    const first = await said(page).textContent();
    await page.keyboard.press("Shift+ArrowDown");
    await expect(said(page)).not.toHaveText(first!);
    await expect(page.locator("#week-pick rect")).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(said(page)).toContainText(left);
    await expect(page.locator("#week-pick rect")).toBeHidden();
    await page.keyboard.press("Enter");
    await page.keyboard.press("Shift+ArrowDown");
    await expect(said(page)).toContainText(free);
    await page.keyboard.press("Enter");
    await page.waitForURL(/bookings\/new/);
    expect(minutes(query(page).get("to")) - minutes(query(page).get("from"))).toBe(75);
    await expect(page.locator('form#form [name="to"]')).toHaveValue(query(page).get("to")!);

    // By pointer: from the middle of a free hour down to the middle of the next.
    await page.goBack();
    await expect(tools).toBeVisible();
    const cell = page.locator(".week-table td.free").first();
    await cell.scrollIntoViewIfNeeded();
    const box = (await cell.boundingBox())!;
    await page.mouse.move(box.x + box.width / 2, box.y + 4);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2, { steps: 3 });
    await page.mouse.move(box.x + box.width / 2, box.y + box.height - 4, { steps: 3 });
    await expect(said(page), "what is free is said while dragging").toContainText(free);
    const drawn = (await page.locator("#week-pick rect").boundingBox())!;
    expect(Math.abs(drawn.x + drawn.width / 2 - box.x - box.width / 2), "what is held lies over its day").toBeLessThan(4);
    await page.mouse.up();
    await page.waitForURL(/bookings\/new.*on=/);
    expect(minutes(query(page).get("to")) - minutes(query(page).get("from"))).toBe(60);
  });

  test(`one's own booking moves on the week (${language})`, async ({ visit, js, width }, info) => {
    const member = await visit(login("entrepreneur", who));
    const { page } = member;
    await open(member, language);
    if (!js || width < 960) {
      // The list has no grid: a booking is changed on its page.
      await expect(page.locator(".week-tools")).toBeHidden();
      return;
    }
    await page.locator(".week-table td.free a").nth(who - 4 + info.retry).click();
    await member.press(page.locator("form#form"));
    await expect(member.notice()).toBeVisible();
    const booking = new URL(page.url()).pathname;
    await page.locator(".page-head .back a").click();
    const move = page.locator(".week-tools [data-pick]:not([data-pick='0'])").first();
    await expect(move, "the island is awake").toBeVisible();
    await move.focus();
    await page.keyboard.press("Enter");
    await page.keyboard.press("Shift+ArrowDown");
    await expect(said(page)).toHaveText(/.{20}/);
    await page.keyboard.press("Escape");
    await expect(said(page)).toContainText(left);
    expect(page.url(), "nothing is asked for yet").not.toContain("/change");

    // Let go, it leads to the form of the change, filled with where it went; only that changes it.
    await page.keyboard.press("Enter");
    await page.keyboard.press("Shift+ArrowUp");
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/change\?on=/);
    const to = query(page).get("to")!;
    await expect(page.locator('form#form [name="to"]')).toHaveValue(to);
    await member.press(page.locator("form#form"));
    await expect(member.notice()).toBeVisible();
    expect(new URL(page.url()).pathname).toMatch(/\/bookings\/[0-9a-f-]{36}$/);
    await member.goto(booking);
    await member.press(page.locator("form#cancel-form"));
    await expect(member.notice()).toBeVisible();
  });
}

test("the tablet at the door, and the week on paper", async ({ visit }) => {
  const lead = await visit(login("facilitator", 0));
  const { page } = lead;
  await lead.cohort("/bookings");
  await page.locator('a[href*="/sheet?week="]').click();
  await expect(page.locator("table.week-sheet")).toBeVisible();
  expect(await page.locator("table.week-sheet tbody tr").count()).toBeGreaterThan(5);
  await page.emulateMedia({ media: "print" });
  await expect(page.locator(".top, .foot, .stepbar").first()).toBeHidden();
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  await page.emulateMedia({ media: "screen" });

  await page.locator(".page-head .back a").click();
  await page.locator('.page-head a[href^="/spaces/"]').first().click();
  await page.locator('a[href$="/door"]').click();
  await lead.press(page.locator("main form#form"));
  const address = await page.locator(".invitation-link").textContent();
  const tablet = await visit(undefined, { viewport: { width: 1024, height: 600 } });
  await tablet.goto(new URL(address!).pathname);
  await expect(tablet.page.locator(".door-now")).toBeVisible();
  expect(await tablet.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  expect(await tablet.context.cookies()).toEqual([]);
  await tablet.page.locator('a[href$="/code"]').click();
  await tablet.page.locator('[name="code"]').fill("12");
  await tablet.press(tablet.page.locator("form#form"));
  await expect(tablet.page.locator(".error-summary")).toBeVisible();
});
