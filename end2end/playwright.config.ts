// Every story runs with JavaScript on and off, on a phone and on a desktop.
import { defineConfig } from "@playwright/test";
import { accessSync, constants } from "node:fs";
import path from "node:path";

/** `chromium` on the PATH, Debian's, else Playwright's own (undefined). */
function chromium(): string | undefined {
  const folders = [...(process.env.PATH ?? "").split(path.delimiter), "/usr/bin"];
  const names = ["chromium", "chromium-browser", "google-chrome"];
  return names.flatMap((name) => folders.map((folder) => path.join(folder, name))).find((file) => {
    try {
      accessSync(file, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

const ONCE = /(words|desk)\.spec\.ts$/;
const ISLANDS = /(islands|offline)\.spec\.ts$/;
const phone = { width: 360, height: 740 };
const desktop = { width: 1280, height: 800 };

export default defineConfig({
  testDir: ".",
  outputDir: "results",
  globalSetup: "./server.ts",
  reporter: "list",
  // Two cores, one server: more would only wait for each other.
  workers: 2,
  retries: 0,
  forbidOnly: !!process.env.CI,
  timeout: 60_000,
  expect: { timeout: 5_000 },
  use: {
    browserName: "chromium",
    // Colours are measured where they rest, not on their way.
    contextOptions: { reducedMotion: "reduce" },
    locale: "fr-FR",
    timezoneId: "Europe/Paris",
    serviceWorkers: "block",
    screenshot: "only-on-failure",
    actionTimeout: 10_000,
    navigationTimeout: 15_000,
    launchOptions: {
      executablePath: chromium(),
      args: [
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync",
        // A microphone that hums, for those who speak into a page.
        "--use-fake-device-for-media-stream",
      ],
    },
  },
  // What is about files or about an island for desks runs once; what is about islands, with JavaScript.
  projects: [
    { name: "js-360", testIgnore: [ONCE], use: { javaScriptEnabled: true, viewport: phone, hasTouch: true } },
    { name: "js-1280", use: { javaScriptEnabled: true, viewport: desktop } },
    { name: "nojs-360", testIgnore: [ONCE, ISLANDS], use: { javaScriptEnabled: false, viewport: phone, hasTouch: true } },
    { name: "nojs-1280", testIgnore: [ONCE, ISLANDS], use: { javaScriptEnabled: false, viewport: desktop } },
  ],
});
