// Starts the program that was built (COOPERADE_PROGRAM, else target/debug/cooperade) on a free port, with a fresh
// demonstration database in a temporary folder; signs in each account once, by the real form; ends what it started.
// COOPERADE_URL and COOPERADE_LOGINS (a file made by `cooperade demo --json`) use a server that runs already.
import { request } from "@playwright/test";
import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, openSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { used, type Login } from "./helpers";

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once("error", reject).listen(0, "127.0.0.1", () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}

async function healthy(url: string, seconds: number, alive: () => boolean) {
  for (let i = 0; i < seconds * 20 && alive(); i++) {
    if (await fetch(`${url}/health`).then((r) => r.ok, () => false)) return;
    await new Promise((wait) => setTimeout(wait, 50));
  }
  throw new Error(`${url}/health did not answer; see end2end/results/server.log`);
}

/** What the sign-in form holds besides the two fields, as a browser would send it. */
function hidden(html: string): Record<string, string> {
  const inputs = [...html.matchAll(/<input\b[^>]*type="hidden"[^>]*>/g)].map(([tag]) => tag);
  const attribute = (tag: string, name: string) => tag.match(new RegExp(`\\b${name}="([^"]*)"`))?.[1] ?? "";
  return Object.fromEntries(inputs.map((tag) => [attribute(tag, "name"), attribute(tag, "value")]));
}

async function signIn(url: string, { login, password }: Login, file: string) {
  const client = await request.newContext({ baseURL: url, extraHTTPHeaders: { Accept: "text/html" } });
  const html = await (await client.get("/sign-in")).text();
  const form = html.match(/<form\b[^>]*>(?:(?!<\/form>)[\s\S])*name="password"[\s\S]*?<\/form>/)?.[0] ?? "";
  const action = form.match(/action="([^"]*)"/)?.[1] ?? "/sign-in";
  const answer = await client.post(action, { headers: { Origin: url }, form: { ...hidden(form), login, password } });
  if (!answer.ok() || new URL(answer.url()).pathname === "/sign-in") throw new Error(`${login} cannot sign in: ${answer.status()}`);
  await client.storageState({ path: file });
  await client.dispose();
}

export default async function start() {
  const folder = mkdtempSync(path.join(tmpdir(), "cooperade-e2e-"));
  const results = path.join(root, "end2end", "results");
  mkdirSync(results, { recursive: true });
  let stop = async () => {};

  if (!process.env.COOPERADE_URL) {
    const program = process.env.COOPERADE_PROGRAM ?? path.join(root, "target", "debug", "cooperade");
    const database = `sqlite:${path.join(folder, "e2e.db")}`;
    const logins = path.join(folder, "logins.json");
    writeFileSync(logins, execFileSync(program, ["demo", "--database", database, "--json"], { cwd: folder }));
    const port = await freePort();
    const log = openSync(path.join(results, "server.log"), "w");
    const args = ["serve", "--addr", `127.0.0.1:${port}`, "--database", database];
    const server = spawn(program, args, { cwd: root, stdio: ["ignore", log, log] });
    const ended = new Promise<void>((resolve) => server.once("exit", () => resolve()));
    stop = async () => {
      server.kill("SIGTERM");
      const hard = setTimeout(() => server.kill("SIGKILL"), 12_000);
      await ended;
      clearTimeout(hard);
    };
    process.env.COOPERADE_URL = `http://127.0.0.1:${port}`;
    process.env.COOPERADE_LOGINS = logins;
    try {
      await healthy(process.env.COOPERADE_URL, 20, () => server.exitCode === null);
    } catch (error) {
      await stop();
      throw error;
    }
  }
  try {
    process.env.COOPERADE_SESSIONS = folder;
    // One session each: an account may sign in five times in a row, and four projects would use that up.
    for (const login of used()) await signIn(process.env.COOPERADE_URL, login, path.join(folder, `${login.login}.json`));
  } catch (error) {
    await stop();
    throw error;
  }
  return async () => {
    await stop();
    rmSync(folder, { recursive: true, force: true });
  };
}
