#!/usr/bin/env node
// Makes target/site, the folder that the server embeds:
//   pkg/cooperade-<hash>.js, cooperade-<hash>_bg.wasm   the islands (names as leptos' HydrationScripts expects them)
//   pkg/pocket-<hash>.js, sw.js                         what a phone keeps: pages' side and service worker (src/islands/*.js)
//   pkg/recorder-<hash>.js                              speaking into a form
//   pkg/cooperade-<hash>.css                            style/*.css in name order, minified
//   everything of public/                               as it is
// and a .br and .gz beside each file worth compressing. A hash is made of content, so an unchanged file keeps its name,
// its time and its place in browsers' caches. Usage: assets.mjs [--force]
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import zlib from "node:zlib";

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const target = path.join(root, "target");
const site = path.join(target, "site");
const cache = path.join(target, "assets");
const raw = path.join(target, "wasm32-unknown-unknown", "wasm-release", "cooperade.wasm");
const COMPRESSED = /\.(css|html|ico|js|json|svg|txt|wasm|webmanifest|xml)$/;
// The first versions with cascade layers: what is newer in style/ is rewritten for them.
const BROWSERS = { chrome: 99 << 16, firefox: 97 << 16, safari: (15 << 16) | (4 << 8) };

const read = (file) => fs.readFileSync(file);
const sha = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash("sha256")).digest("hex");
const run = (program, ...args) => execFileSync(program, args, { cwd: root, stdio: ["ignore", "inherit", "inherit"] });

function files(folder) {
  if (!fs.existsSync(folder)) return [];
  const entries = fs.readdirSync(folder, { withFileTypes: true, recursive: true });
  return entries.filter((e) => e.isFile()).map((e) => path.relative(folder, path.join(e.parentPath ?? e.path, e.name))).sort();
}

/** The key under which work already done is found again: tools, this script, and what they worked on. */
const recipe = sha(read(fileURLToPath(import.meta.url)), read(path.join(root, "package-lock.json")));

/** The scripts of src/islands: the shared part before each of the two that need it, without the lines that are comments.
 * Pages load one file: what follows the day stands in it too. */
function scripts() {
  const part = (name) => read(path.join(root, "src", "islands", name)).toString().replace(/^\s*(\/\/|\/\*\*).*\n/gm, "");
  const pocket = Buffer.from(part("outbox.js") + part("pocket.js") + part("follow.js"));
  const recorder = Buffer.from(part("recorder.js"));
  const named = Object.entries({ pocket, recorder }).map(([name, code]) => [name, `${name}-${sha(code).slice(0, 12)}.js`, code]);
  return { named, worker: Buffer.from(part("outbox.js") + part("worker.js")) };
}

/** Raw wasm to { js, wasm, scripts }, cached, because optimising is slow. */
function bundle() {
  // A cdylib for browsers only: the server needs none, and linking it twice would cost each build a minute.
  run("cargo", "rustc", "--quiet", "--lib", "--crate-type", "cdylib", "--target", "wasm32-unknown-unknown",
    "--no-default-features", "--features", "hydrate", "--profile", "wasm-release");
  const out = path.join(cache, sha(recipe, read(raw)).slice(0, 16));
  if (!fs.existsSync(out)) {
    for (const old of files(cache)) fs.rmSync(path.join(cache, old.split(path.sep)[0]), { recursive: true, force: true });
    const staging = `${out}.new`;
    run(process.env.WASM_BINDGEN ?? path.join(target, "tools", "bin", "wasm-bindgen"), raw, "--target", "web", "--no-typescript",
      "--remove-name-section", "--remove-producers-section", "--out-dir", staging, "--out-name", "cooperade");
    const wasm = path.join(staging, "cooperade_bg.wasm");
    run(process.execPath, path.join(root, "node_modules", "binaryen", "bin", "wasm-opt"), "-Oz", wasm, "-o", wasm);
    fs.renameSync(staging, out);
  }
  const { named, worker } = scripts();
  const imports = (js, [name, file]) => js.replaceAll(new RegExp(`from (["'])\\./${name}\\.js\\1`, "g"), `from "./${file}"`);
  const js = named.reduce(imports, read(path.join(out, "cooperade.js")).toString());
  const wasm = read(path.join(out, "cooperade_bg.wasm"));
  const name = `cooperade-${sha(js, wasm).slice(0, 12)}`;
  const made = new Map([
    [`pkg/${name}.js`, Buffer.from(js.replaceAll("cooperade_bg.wasm", `${name}_bg.wasm`))],
    [`pkg/${name}_bg.wasm`, wasm],
    ...named.map(([, file, code]) => [`pkg/${file}`, code]),
    ["sw.js", worker],
  ]);
  for (const file of files(path.join(out, "snippets"))) made.set(`pkg/snippets/${file}`, read(path.join(out, "snippets", file)));
  return made;
}

async function style() {
  const folder = path.join(root, "style");
  const text = files(folder).filter((f) => f.endsWith(".css")).map((f) => read(path.join(folder, f)).toString()).join("\n");
  const { transform } = await import("lightningcss");
  const { code, warnings } = transform({ filename: "style", code: Buffer.from(text), minify: true, targets: BROWSERS });
  if (warnings.length) throw new Error(warnings.map((w) => `style: ${w.message} (line ${w.loc?.line} of the whole)`).join("\n"));
  return new Map([[`pkg/cooperade-${sha(code).slice(0, 12)}.css`, Buffer.from(code)]]);
}

function compressed(content) {
  const params = { [zlib.constants.BROTLI_PARAM_QUALITY]: 11, [zlib.constants.BROTLI_PARAM_SIZE_HINT]: content.length };
  return [[".br", zlib.brotliCompressSync(content, { params })], [".gz", zlib.gzipSync(content, { level: 9 })]];
}

/** Brings target/site to exactly these files, touching only what differs. */
function publish(wanted) {
  const keep = new Set();
  const write = (name, content) => {
    keep.add(name);
    const file = path.join(site, name);
    if (fs.existsSync(file) && read(file).equals(content)) return false;
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, content);
    return true;
  };
  for (const [name, content] of wanted) {
    const fresh = write(name, content);
    if (!COMPRESSED.test(name)) continue;
    if (fresh || !fs.existsSync(path.join(site, `${name}.br`)) || !fs.existsSync(path.join(site, `${name}.gz`))) {
      for (const [ending, bytes] of compressed(content)) write(name + ending, bytes);
    }
    keep.add(`${name}.br`).add(`${name}.gz`);
  }
  for (const name of files(site)) if (!keep.has(name)) fs.rmSync(path.join(site, name));
}

if (process.argv.includes("--force")) for (const folder of [cache, site]) fs.rmSync(folder, { recursive: true, force: true });
const open = files(path.join(root, "public")).map((file) => [file, read(path.join(root, "public", file))]);
publish(new Map([...open, ...bundle(), ...(await style())]));
for (const name of files(path.join(site, "pkg")).filter((n) => !/\.(br|gz)$/.test(n))) {
  const size = (ending) => fs.statSync(path.join(site, "pkg", name + ending)).size;
  if (fs.existsSync(path.join(site, "pkg", `${name}.br`))) console.log(`  pkg/${name}  ${size("")} bytes, ${size(".br")} compressed`);
}
