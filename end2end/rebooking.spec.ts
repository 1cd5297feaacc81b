// A place that one changes, and one that comes again: two taps, another hour, four weeks looked at before they are booked, and
// all of them given back. With and without JavaScript, on a phone and on a desktop.
import { day, expect, fill, login, test } from "./helpers";

test("booked in two taps, moved, repeated, given back", async ({ visit }, info) => {
  const run = ["js-360", "js-1280", "nojs-360", "nojs-1280"].indexOf(info.project.name);
  const aicha = await visit(login("entrepreneur", run));
  const main = aicha.page.locator("main");
  const monday = (weeks: number) => {
    const at = new Date(`${day(0)}T12:00:00Z`);
    at.setUTCDate(at.getUTCDate() + ((8 - at.getUTCDay()) % 7 || 7) + 7 * weeks);
    return at.toISOString().slice(0, 10);
  };

  // Two taps from a free row: the form is filled in already.
  await aicha.cohort("/bookings");
  await main.locator('nav a[rel="next"]').click();
  const free = main.locator('a[href*="/bookings/new?"][href*="from="]:visible').first();
  await free.click();
  await aicha.press(main.locator("form#form"));
  await expect(aicha.notice()).toBeVisible();
  const booking = aicha.page.url().split("?")[0];

  // Changed: fewer quarters of an hour, and what for.
  await main.locator('a[href$="/change"]').click();
  const form = main.locator("form#form");
  const to = form.locator("select#to");
  const from = await form.locator("select#from").inputValue();
  const later = await to.locator("option").evaluateAll((options, from) => options.map((o) => (o as HTMLOptionElement).value).find((value) => value > from)!, from);
  await to.selectOption(later);
  await fill(form, { purpose: `Ourlets ${info.project.name}` });
  await aicha.press(form);
  await expect(aicha.notice()).toBeVisible();
  await expect(main).toContainText(`Ourlets ${info.project.name}`);

  // Given to somebody: she has asked, and takes it back.
  await main.locator('a[href$="/pass"]').click();
  await main.locator("form#form select#person").selectOption({ index: 1 });
  await aicha.press(main.locator("form#form"));
  const withdraw = main.locator("form", { has: aicha.page.locator('[name="exchange"]') });
  await expect(withdraw).toBeVisible();
  await aicha.press(withdraw);
  await expect(withdraw).toHaveCount(0);

  // Every week for a month: all dates are shown first, and what is chosen is booked at once.
  await aicha.goto(booking.replace(/\/[^/]+$/, "/new"));
  const hours = ["09:00", "10:00", "11:00", "12:00"][run];
  await fill(form, { on: monday(1), people: "1" });
  await form.locator("select#from").selectOption(hours);
  await form.locator("select#to").selectOption(hours.replace(":00", ":30"));
  await form.locator("details", { has: aicha.page.locator("select#repeat") }).locator("summary").click();
  await form.locator("select#repeat").selectOption("week");
  await fill(form, { until: monday(3) });
  await aicha.press(form);
  await expect(main.locator(".date-choice")).toHaveCount(3);
  expect(await aicha.page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
  const free3 = await main.locator(".date-choice select").evaluateAll((all) => all.filter((one) => (one as HTMLSelectElement).value === "take").length);
  await aicha.press(form);
  await expect(aicha.notice()).toBeVisible();
  await main.locator("dl.facts details summary").click();
  await expect(main.locator("dl.facts details li")).toHaveCount(free3);

  // All of them are given back.
  const cancel = main.locator("form#cancel-form");
  await cancel.locator('input[value="all"]').check();
  await aicha.press(cancel);
  await expect(aicha.notice()).toBeVisible();
});
