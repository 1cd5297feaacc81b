// A record without network, where scripts run: kept on one's own phone and sent once; on a shared one, nothing is stored.
import type { BrowserContext, Page } from "@playwright/test";
import { expect, FIRST, login, test, url, type Visitor } from "./helpers";

/** What the browser stores for us, by kind. */
const stored = (page: Page) =>
  page.evaluate(async () => ({
    databases: (await indexedDB.databases()).map(({ name }) => name),
    caches: await caches.keys(),
    workers: (await navigator.serviceWorker.getRegistrations()).length,
  }));
const NOTHING = { databases: [], caches: [], workers: 0 };

/** Signs in with a session of its own, on a phone that is hers or shared. */
async function signIn(visitor: Visitor, own: boolean) {
  const { page } = visitor;
  visitor.cut = true;
  await visitor.goto("/sign-in");
  await page.locator('[name="login"]').fill(visitor.who!.login);
  await page.locator('[name="password"]').fill(visitor.who!.password);
  if (own) await page.locator('[name="own_phone"]').check({ force: true });
  await visitor.press(visitor.form("password"));
  await expect(page).not.toHaveURL(/sign-in/);
}

/** Waits until the record page and its files are kept. */
const ready = (page: Page) =>
  expect.poll(() => page.evaluate(async () => {
    const paths = (await (await caches.open("cooperade")).keys()).map((kept) => new URL(kept.url).pathname);
    return paths.some((path) => path.endsWith("/production/phone")) && paths.some((path) => path.endsWith(".wasm"));
  })).toBe(true);

/** What the server has: the notes of the production page that hold this word. */
async function arrived(context: BrowserContext, cohort: string, word: string) {
  const html = await (await context.request.get(`/cohorts/${cohort}/production`, { headers: { Accept: "text/html" } })).text();
  return html.split(word).length - 1;
}

/** Fills in the page that the phone keeps and sends it. */
async function note(page: Page, word: string, quantity = "2") {
  await expect(page.locator("h1")).toHaveText("Noter sans réseau");
  await page.locator('[name="product"]').first().check({ force: true });
  await page.locator('[name="quantity"]').fill(quantity);
  await page.locator('[name="note"]').fill(word);
  await page.getByRole("button", { name: "C’est fait" }).click();
}

const fresh = { storageState: undefined, serviceWorkers: "allow" as const };

test("a record made without network is kept, said, and sent once", async ({ visit }, info) => {
  const aicha = await visit(login("entrepreneur"), fresh);
  const { context, who } = aicha;
  const word = `sous-sol ${info.project.name}`;
  // As where browsers know no Background Sync: Chromium would send before the tab is opened again.
  await context.addInitScript(() => Object.defineProperty(ServiceWorkerRegistration.prototype, "sync", { value: undefined }));
  await signIn(aicha, true);
  await aicha.cohort("/production/new");
  await ready(aicha.page);
  const first = aicha.page;

  await context.setOffline(true);
  // The picture, as if the network were there: the page that the phone keeps stands in, the picture chosen.
  await first.locator("a.product").first().click();
  await expect(first.locator('[name="product"]:checked')).toHaveCount(1);
  await first.getByRole("button", { name: "plus" }).click();
  await expect(first.locator('[name="quantity"]')).toHaveValue("2");
  await first.locator('[name="note"]').fill(word);
  await first.getByRole("button", { name: "C’est fait" }).click();
  await expect(first.locator(".pocket")).toContainText("Gardé sur ce téléphone : 1");
  await first.getByRole("link", { name: "Noter autre chose" }).click();
  await note(first, `${word} encore`);
  await expect(first.locator(".pocket")).toContainText("Gardé sur ce téléphone : 2");
  // An answer that is missing is asked for, not kept.
  await first.getByRole("link", { name: "Noter autre chose" }).click();
  await first.getByRole("button", { name: "C’est fait" }).click();
  await expect(first.locator(".pocket")).toContainText("Il manque une réponse");
  await first.close();

  await context.setOffline(false);
  expect(await arrived(context, who!.cohort, word)).toBe(0);
  const later = await context.newPage();
  await later.goto(`/cohorts/${who!.cohort}/production`);
  await expect(later.locator(".pocket")).toContainText("Envoyé : 2");
  expect(await arrived(context, who!.cohort, word)).toBe(2);
  await later.reload();
  await later.goto(`/cohorts/${who!.cohort}/production/new`);
  await expect(later.locator(".pocket")).toBeEmpty();
  expect(await arrived(context, who!.cohort, word)).toBe(2);

  // With the network, the page is as without scripts: it says what was noted and offers to take it back.
  await later.goto(`/cohorts/${who!.cohort}/production/phone`);
  await note(later, `${word} dehors`);
  await expect(later.locator('.notice.done[role="status"]').first()).toContainText("C’est noté");
  await expect(later.getByRole("button", { name: "Annuler" })).toBeVisible();
});

test("signing out asks about what was not sent and leaves nothing", async ({ visit }) => {
  const aicha = await visit(login("entrepreneur", 1), fresh);
  const { context, page, who } = aicha;
  await signIn(aicha, true);
  await aicha.cohort("/production/new");
  await ready(page);
  // The server is out of reach for records only, so that the page of signing out is there.
  await context.route("**/api/production/record", (route) => route.abort());
  for (const word of ["un", "deux"]) {
    await page.goto(`/cohorts/${who!.cohort}/production/phone`);
    await note(page, word);
    await expect(page.locator(".pocket")).toContainText("Gardé sur ce téléphone");
  }
  await page.goto("/sign-out");
  await expect(page.locator(".pocket")).toContainText("2 notes ne sont pas envoyées");
  await page.locator("form#form button").click();
  await expect(page).toHaveURL(/sign-out/);
  await page.getByRole("button", { name: "Se déconnecter et les perdre" }).click();
  await expect(page).toHaveURL(/sign-in/);
  expect(await stored(page)).toEqual(NOTHING);
});

test("a record that is taken no more says why and stays until it is thrown away", async ({ visit }) => {
  const aicha = await visit(login("entrepreneur", 2), fresh);
  const { context, page, who } = aicha;
  await signIn(aicha, true);
  await aicha.cohort("/production/new");
  await ready(page);
  await context.setOffline(true);
  await page.reload();
  await note(page, "trop tard");
  await expect(page.locator(".pocket")).toContainText("Gardé sur ce téléphone");
  const closed = { error: "fields", problems: [{ field: "", problem: { code: "cohort_closed" } }] };
  await context.route("**/api/production/record", (route) => route.fulfill({ status: 409, json: closed }));
  await context.setOffline(false);
  await expect(page.locator(".pocket")).toContainText("Le groupe est terminé");
  await page.goto(`/cohorts/${who!.cohort}/production`);
  await expect(page.locator(".pocket")).toContainText("Pas envoyé");
  await page.getByRole("button", { name: "Jeter cette note" }).click();
  await expect(page.locator(".pocket")).toBeEmpty();
});

test("a shared phone keeps nothing and holds the form open", async ({ visit }, info) => {
  const aicha = await visit(login("entrepreneur", 3), fresh);
  const { context, page, who } = aicha;
  const word = `prêté ${info.project.name}`;
  await signIn(aicha, false);
  await aicha.cohort("/production/new");
  await aicha.answer({ product: FIRST, quantity: "4" });
  await expect(page.locator("h1")).toHaveText("Quel jour, et combien de temps ?");
  await page.waitForLoadState("networkidle"); // the island is awake
  await page.locator('[name="note"]').fill(word);
  await context.setOffline(true);
  await page.getByRole("button", { name: "C’est fait", exact: true }).click();
  await expect(page.locator(".pocket")).toContainText("il ne peut pas garder la note");
  await expect(page.locator('[name="note"]')).toHaveValue(word);
  expect(await stored(page)).toEqual(NOTHING);
  await context.setOffline(false);
  await expect(page.locator(".notice.done")).toContainText("C’est noté");
  expect(await arrived(context, who!.cohort, word)).toBe(1);
  expect(await stored(page)).toEqual(NOTHING);
});

if (process.env.COOPERADE_RULES) test("the record page that works offline stays small", async ({ visit }) => {
  const aicha = await visit(login("entrepreneur"), fresh);
  await signIn(aicha, true);
  const protocol = await aicha.context.newCDPSession(aicha.page);
  await protocol.send("Network.enable");
  let bytes = 0;
  protocol.on("Network.loadingFinished", ({ encodedDataLength }) => (bytes += encodedDataLength));
  await aicha.page.goto(`${url()}/cohorts/${aicha.who!.cohort}/production/new`, { waitUntil: "networkidle" });
  await ready(aicha.page);
  console.log(`    record page, offline island: ${(bytes / 1024).toFixed(1)} KB of 150`);
  expect(bytes).toBeLessThan(150 * 1024);
});
