// A moment that is full: one waits for it, it is given back, offered, and taken; by the keyboard alone, in both languages, with
// and without JavaScript. How the space is shared is there to be read.
import { enter, expect, fill, login, test } from "./helpers";

for (const language of ["fr", "en"]) {
  test(`who waits is offered what becomes free (${language})`, async ({ visit }, info) => {
    const run = ["js-360", "js-1280", "nojs-360", "nojs-1280"].indexOf(info.project.name);
    const karim = await visit(login("facilitator", 1));
    await karim.cohort("/bookings");
    // A week that no other story books in, an hour that nobody has booked anything of.
    for (let week = 0; week < (language === "fr" ? 3 : 4); week++) await karim.page.goto((await karim.page.locator('a[rel="next"]').first().getAttribute("href"))!);
    const hrefs = await karim.page.locator(".week-table td.free a").evaluateAll((all) => all.map((a) => (a as HTMLAnchorElement).href));
    const days = [...new Map(hrefs.map((href) => [new URL(href).searchParams.get("on"), href])).values()];
    const address = new URL(days[run % days.length]);
    const hour = Number(address.searchParams.get("from")!.slice(0, 2));
    address.searchParams.set("to", `${String(hour + 1).padStart(2, "0")}:00`);

    // All places, for the group.
    await karim.page.goto(address.href);
    const places = await karim.page.locator("select#space option:checked").getAttribute("data-people");
    await fill(karim.page.locator("form#form"), { people: places! });
    await karim.press(karim.page.locator("form#form"));
    await expect(karim.notice()).toBeVisible();
    const all = karim.page.url();

    const aicha = await visit(login("entrepreneur", language === "fr" ? 4 : 5));
    const { page } = aicha;
    const main = page.locator("main");
    await aicha.cohort("/bookings");
    await page.locator(`.languages button[value="${language}"]`).click();
    await expect(page.locator("html")).toHaveAttribute("lang", language);
    await page.goto(address.href);
    await enter(page, main.locator("form#form button:not([name]):not([type='button'])").last());
    await expect(main.locator(".refusal")).toBeVisible();
    await enter(page, main.locator('form[action="/api/bookings/wait"] button'));
    await expect(aicha.notice()).toBeVisible();
    await expect(main.locator('form[action="/api/bookings/leave"]').first()).toBeVisible();

    await karim.page.goto(all);
    await karim.press(karim.page.locator("form#cancel-form"));
    await expect(karim.notice()).toBeVisible();

    await aicha.cohort();
    await enter(page, main.locator('form[action="/api/bookings/take"] button').first());
    await expect(aicha.notice()).toBeVisible();
    await expect(main.locator(".badge.done")).toBeVisible();
    const booking = page.url();

    // How it is shared: of oneself and of the group, never a row of people.
    await aicha.cohort("/bookings");
    await enter(page, main.locator('a[href*="/bookings/use"]').first());
    await expect(aicha.h1()).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);

    await page.goto(booking);
    await aicha.press(main.locator("form#cancel-form"));
    await expect(aicha.notice()).toBeVisible();
  });
}
