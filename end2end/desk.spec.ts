// What a mouse and a keyboard do at a desk, with JavaScript.
import { expect, login, test } from "./helpers";

test("a phase follows the mouse and the arrow keys, and nothing changes before it is agreed", async ({ visit }) => {
  const sophie = await visit(login("facilitator"));
  await sophie.cohort("/plan");
  const { page } = sophie;
  await page.waitForFunction(() => document.querySelector(".plan-drag [role=status]") !== null);
  await page.waitForLoadState("networkidle");
  const bar = page.locator("[data-move]", { hasText: /Prospection|Prospecting/ });
  await bar.scrollIntoViewIfNeeded();
  const box = (await bar.locator("rect").boundingBox())!;
  const y = box.y + box.height / 2;
  await page.mouse.move(box.x + box.width / 2, y);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2 + 30, y, { steps: 5 });
  await expect(page.locator(".plan-drag [role=status]")).toContainText(/Prospection|Prospecting/);
  await page.mouse.up();
  await page.waitForURL(/\/plan\/move\/.*first=/);
  await expect(page.locator("#preview, .error-summary").first()).toBeVisible();

  await sophie.cohort("/plan");
  await page.waitForLoadState("networkidle");
  await bar.focus();
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("Shift+ArrowRight");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/plan\/move\/.*first=/);
  await expect(page.locator("#preview, .error-summary").first()).toBeVisible();
});

test("a card follows the mouse or the arrow keys to another column, and goes back", async ({ visit }) => {
  const sophie = await visit(login("facilitator"));
  await sophie.cohort("/missions");
  const { page } = sophie;
  const column = (code: string) => page.locator(`[data-column="${code}"]`);
  const said = page.locator(".board-drag [role=status]");
  const name = (await column("to_do").locator("[data-card]").first().getAttribute("data-card"))!;
  const card = (code: string) => column(code).locator(`[data-card="${name}"]`);
  await expect(card("to_do").locator(".grip")).toBeVisible();

  await card("to_do").locator(".grip").scrollIntoViewIfNeeded();
  const grip = (await card("to_do").locator(".grip").boundingBox())!;
  const goal = (await column("doing").locator("h2").boundingBox())!;
  await page.mouse.move(grip.x + grip.width / 2, grip.y + grip.height / 2);
  await page.mouse.down();
  await page.mouse.move(goal.x + goal.width / 2, goal.y + goal.height / 2, { steps: 6 });
  await expect(column("doing")).toHaveClass(/over/);
  await expect(said).toContainText(name);
  await page.mouse.up();
  await page.waitForURL(/moved=/);
  await expect(card("doing")).toBeVisible();

  // What was moved can be moved back.
  await page.locator(".moved-back button").click();
  await page.waitForURL(/from=doing/);
  await expect(card("to_do")).toBeVisible();

  // The same by keys; Escape leaves everything as it was.
  await page.waitForFunction(() => document.querySelector(".board.live") !== null);
  await card("to_do").locator(".grip").focus();
  await page.keyboard.press("ArrowRight");
  await expect(said).toContainText(name);
  await page.keyboard.press("Escape");
  await expect(said).not.toContainText(name);
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  await page.waitForURL(/from=to_do/);
  await expect(card("blocked")).toBeVisible();
  await page.locator(".moved-back button").click();
  await expect(card("to_do")).toBeVisible();
});

test("the plan prints on one page, A4 and A3", async ({ visit }) => {
  const sophie = await visit(login("facilitator"));
  await sophie.cohort("/plan");
  for (const [format, wide] of [["A4", 842], ["A3", 1191]] as const) {
    const pdf = (await sophie.page.pdf({ format, preferCSSPageSize: true })).toString("latin1");
    expect(pdf.match(/\/Type\s*\/Page\b(?!s)/g), format).toHaveLength(1);
    const [, width, height] = pdf.match(/\/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)/)!.map(Number);
    expect(Math.abs(width - wide), `${format} on its side: ${width} × ${height}`).toBeLessThan(3);
  }
  await sophie.page.emulateMedia({ media: "print" });
  for (const hidden of [".plan-drag", ".actions", ".places", ".weeks", "form"]) {
    await expect(sophie.page.locator(hidden).first(), hidden).toBeHidden();
  }
  await expect(sophie.page.locator(".wall-dates")).toBeVisible();
});

test("the drawing of the plan says each phase with its dates to a screen reader", async ({ visit }) => {
  for (const role of ["facilitator", "entrepreneur"] as const) {
    const visitor = await visit(login(role));
    await visitor.cohort("/plan");
    const tree = await visitor.page.locator(".plan-svg").ariaSnapshot();
    // "link" to who may move them, "img" to the others, each as it is written: "Production · 26 oct. – 7 févr.".
    const kind = role === "facilitator" ? "link" : "img";
    const phases = tree.split("\n").filter((line) => new RegExp(`- ${kind} ".+ · .*\\d`).test(line));
    expect(phases, tree).toHaveLength(8);
    expect(tree).toMatch(/link ".+, (mission à finir|task due), .+"/);
    expect(tree).toMatch(/link ".+, (lundi|Monday) .+"/);
    expect(tree, "deadlines").toMatch(/img ".*CAPE, .+"/);
    expect(tree, "nothing without a name").not.toMatch(/- (img|link)$/m);
  }
});
