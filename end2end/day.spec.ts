// The day of looking back, by several pages at once: who leads, three of the group, and a partner who is not in the room.
import { expect, fill, login, test, type Visitor } from "./helpers";

const DAY = "/capitalisation/day";

/** Plans the day where nobody has yet, and shows a step. */
async function show(sophie: Visitor, step: string) {
  await sophie.cohort(DAY);
  if (!(await sophie.page.locator('main a[href$="/day/mine"]').count())) {
    await sophie.cohort(`${DAY}/plan`);
    await sophie.press(sophie.page.locator("form#form"));
  }
  await sophie.cohort(`${DAY}/steps/${step}`);
  const button = sophie.page.locator('form[action="/api/day/show"] button');
  if (await button.count()) await button.click();
  await sophie.page.waitForLoadState("domcontentloaded");
}

const said = (visitor: Visitor, words: string) => visitor.page.locator("#fresh", { hasText: words });

test("a group looks back on the wall and on three phones", async ({ visit, js }, info) => {
  const mark = `${info.project.name} ${Date.now()}`;
  const sophie = await visit(login("facilitator"));
  await show(sophie, "cards");

  const three = await Promise.all([0, 1, 2].map((n) => visit(login("entrepreneur", n))));
  for (const one of three) await one.cohort(`${DAY}/mine`);
  const wall = await visit(login("facilitator"));
  await wall.cohort(`${DAY}/room`);

  // The third one is in the middle of a sentence; the first says something.
  const [first, second, third] = three;
  await third.page.locator('form#form [name="text"]').fill(`Je suis en train ${mark}`);
  await fill(first.page.locator("form#form"), { text: `Le planning au mur ${mark}`, kind: "worked" });
  await first.press(first.page.locator("form#form"));
  await expect(first.notice()).toBeVisible();
  expect(first.page.url()).toContain("/day/mine");
  for (const other of [second, wall]) {
    if (!js) await other.page.reload();
    await expect(said(other, `Le planning au mur ${mark}`)).toBeVisible();
  }
  if (js) await expect(said(third, `Le planning au mur ${mark}`)).toBeVisible();
  await expect(third.page.locator('form#form [name="text"]')).toHaveValue(`Je suis en train ${mark}`);

  // Whoever leads goes on: phones follow, and who was writing is asked.
  await show(sophie, "stories");
  if (!js) await second.page.reload();
  await expect(second.page.locator('form#form [name="before"]')).toBeVisible({ timeout: 8_000 });
  if (js) {
    await expect(third.page.locator("#moved")).toBeVisible({ timeout: 8_000 });
    await expect(third.page.locator('form#form [name="text"]')).toHaveValue(`Je suis en train ${mark}`);
  }
  // Her card lands all the same.
  await third.press(third.page.locator("form#form"));
  await sophie.cohort(`${DAY}/steps/cards`);
  await expect(said(sophie, `Je suis en train ${mark}`)).toBeVisible();

  // By tap: two cards under a name.
  for (const words of [`Le planning au mur ${mark}`, `Je suis en train ${mark}`])
    await sophie.page.locator("#fresh .contribution", { hasText: words }).locator('input[name="cards[]"]').check();
  await sophie.page.locator("details.more", { has: sophie.page.locator("form#heaps") }).locator("summary").click();
  await fill(sophie.page.locator("form#heaps"), { name: `Ensemble ${mark}` });
  await sophie.press(sophie.page.locator("form#heaps"));
  await expect(sophie.page.locator(".day-heap", { hasText: `Ensemble ${mark}` }).locator(".contribution")).toHaveCount(2);

  // The speaker takes her words back at the reading.
  await first.cohort(`${DAY}/steps/reading`);
  const mine = first.page.locator("#fresh .contribution", { hasText: `Le planning au mur ${mark}` });
  await mine.locator('a[href*="/day/words/"]').click();
  await first.press(first.page.locator('form[action="/api/day/take-back"]'));
  await expect(said(first, `Le planning au mur ${mark}`)).toHaveCount(0);
  if (!js) await sophie.page.reload();
  await expect(said(sophie, `Le planning au mur ${mark}`)).toHaveCount(0);

  const partner = await visit(login("partner"));
  for (const page of ["", "/mine", "/room", "/steps/cards"]) expect(await partner.cohort(`${DAY}${page}`)).toBe(404);
});

test("every step fits a phone and can be left and found again", async ({ visit }) => {
  const sophie = await visit(login("facilitator"));
  await show(sophie, "rules");
  await sophie.cohort(DAY);
  const steps = await sophie.page.locator('main ol.rows a[href*="/day/steps/"]').evaluateAll((all) => all.map((a) => (a as HTMLAnchorElement).href));
  expect(steps).toHaveLength(9);
  for (const step of steps) {
    await sophie.page.goto(step);
    await expect(sophie.h1()).toHaveCount(1);
    expect(await sophie.page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), step).toBe(true);
  }
});
