// What people say of what the group does: in words, aloud, for whom; JavaScript on and off.
import { expect, fill, login, test } from "./helpers";

const index = (project: string) => ["js-360", "js-1280", "nojs-360", "nojs-1280"].indexOf(project);

/** One second of silence with a place in it, as a recorder without scripts would send it. */
function wav(): Buffer {
  const format = Buffer.from([1, 0, 1, 0, 0x40, 0x1f, 0, 0, 0x40, 0x1f, 0, 0, 1, 0, 8, 0]);
  const chunk = (name: string, content: Buffer) => {
    const length = Buffer.alloc(4);
    length.writeUInt32LE(content.length);
    return Buffer.concat([Buffer.from(name), length, content]);
  };
  return chunk("RIFF", Buffer.concat([Buffer.from("WAVE"), chunk("fmt ", format), chunk("LIST", Buffer.from("GPS.")), chunk("data", Buffer.alloc(8000, 128))]));
}

test("words are the speaker's alone until she says who may read them, and gone when she takes them back", async ({ visit }, info) => {
  const said = `On a ri en coupant (${info.project.name}, ${Date.now()}).`;
  const aicha = await visit(login("entrepreneur", index(info.project.name)));
  const sophie = await visit(login("facilitator"));
  await aicha.cohort("/capitalisation/new");
  await aicha.answer({ kind: "worked", text: said });
  await expect(aicha.page.locator("h1")).toContainText("Qui peut le lire");
  await expect(aicha.page.locator(".choice")).toHaveCount(7);
  await sophie.cohort("/capitalisation");
  await expect(sophie.page.locator("main")).not.toContainText(said);

  await aicha.answer({ scope: "cohort" });
  await expect(aicha.notice()).toBeVisible();
  await sophie.cohort("/capitalisation");
  await expect(sophie.page.locator("main")).toContainText(said);

  await aicha.press(aicha.page.locator('form[action*="withdraw-contribution"]'));
  await sophie.cohort("/capitalisation");
  await expect(sophie.page.locator("main")).not.toContainText(said);
});

test("a file with a voice is sent by the same form, with scripts or without", async ({ visit }, info) => {
  const aicha = await visit(login("entrepreneur", index(info.project.name)));
  await aicha.cohort("/capitalisation/new?kind=story&medium=voice");
  await aicha.page.locator('input[type="file"]').setInputFiles({ name: "voix.wav", mimeType: "audio/wav", buffer: wav() });
  await aicha.press(aicha.form("medium"));
  await aicha.answer({ scope: "room" });
  await expect(aicha.page.locator("audio[controls]")).toHaveAttribute("preload", "none");
  const heard = await aicha.context.request.get((await aicha.page.locator("audio").getAttribute("src"))!);
  expect(heard.headers()["content-type"]).toBe("audio/wav");
  expect((await heard.body()).includes("GPS.")).toBe(false);
});

test("one speaks into the page where there are scripts and a microphone", async ({ visit }, info) => {
  test.skip(info.project.name.startsWith("nojs"), "without scripts one chooses a file");
  const aicha = await visit(login("entrepreneur", index(info.project.name)));
  await aicha.context.grantPermissions(["microphone"]);
  await aicha.cohort("/capitalisation/new?kind=story&medium=voice");
  const button = (name: string) => aicha.page.locator(`.recorder [data-do="${name}"]`);
  await button("speak").click();
  await expect(aicha.page.locator(".recorder")).toContainText("Il reste");
  await aicha.page.waitForTimeout(1500);
  await button("stop").click();
  await expect(button("listen")).toBeVisible();
  await button("wipe").click();
  await expect(button("speak")).toBeVisible();
  await button("speak").click();
  await aicha.page.waitForTimeout(1500);
  await button("stop").click();
  await expect(button("listen")).toBeVisible();
  await aicha.press(aicha.form("medium"));
  await aicha.answer({ scope: "room" });
  await expect(aicha.page.locator("audio[controls]")).toBeVisible();
});

test("somebody types for another, and the words wait for her", async ({ visit }, info) => {
  const [helper, speaker] = [await visit(login("entrepreneur", 0)), await visit(login("entrepreneur", 1))];
  const said = `Dit à voix basse (${info.project.name}, ${Date.now()}).`;
  await speaker.goto("/me");
  const name = ((await speaker.page.locator(".top-who").textContent()) ?? "").trim();
  await helper.cohort("/capitalisation/new?kind=story");
  await helper.page.locator("details.more summary").click();
  const form = helper.form("text");
  await fill(form, { text: said });
  await form.locator('[name="speaker"]').selectOption({ label: name });
  await helper.press(form);
  await expect(helper.page.locator("main")).not.toContainText(said);
  await speaker.cohort("");
  await speaker.page.locator('.rows.waiting a[href*="/contributions/"]').last().click();
  await expect(speaker.page.locator("main")).toContainText(said);
});
