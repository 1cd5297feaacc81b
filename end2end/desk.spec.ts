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
