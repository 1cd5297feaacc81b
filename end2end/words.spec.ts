// What can be said of the files that pages are made of, without a browser: the words and the style sheets.
import { expect, test } from "@playwright/test";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const texts = (folder: string, ending: string) =>
  readdirSync(path.join(root, folder)).filter((f) => f.endsWith(ending)).map((f) => [f, readFileSync(path.join(root, folder, f), "utf8")] as const);

function strings(value: unknown, at = ""): [string, string][] {
  if (typeof value === "string") return [[at, value]];
  return value && typeof value === "object" ? Object.entries(value).flatMap(([k, v]) => strings(v, at ? `${at}.${k}` : k)) : [];
}

test("sentences are short and plain (rule 38)", () => {
  const wrong: string[] = [];
  for (const [file, text] of texts("locales", ".json")) {
    for (const [key, value] of strings(JSON.parse(text))) {
      for (const sentence of value.split(/[.!?:;]\s|\n/)) {
        const words = sentence.split(/\s+/).filter((w) => /[\p{L}\p{N}]/u.test(w)).length;
        if (words > 20) wrong.push(`${file} ${key}: ${words} words: ${sentence.trim()}`);
      }
      if (/(?<!\p{L})(in)?valides?(?!\p{L})/iu.test(value)) wrong.push(`${file} ${key}: ${value}`);
      if (/\p{L}·(e|es|ne|nes|s|trice|rice|euse)(?!\p{L})/iu.test(value)) wrong.push(`${file} ${key}: ${value}`);
    }
  }
  expect(wrong).toEqual([]);
});

test("French keeps its signs beside their words, with the typographic apostrophe", () => {
  const wrong: string[] = [];
  for (const [file, text] of texts("locales", "fr.json")) {
    for (const [key, value] of strings(JSON.parse(text))) {
      if (/ [:;?!»]|« |\p{L}'\p{L}/u.test(value)) wrong.push(`${file} ${key}: ${value}`);
    }
  }
  expect(wrong).toEqual([]);
});

test("style sheets know inline and block, not left and right (rule 36)", () => {
  const physical = /(?:^|[\s;{])((?:margin|padding|border)-(?:left|right|top|bottom)[\w-]*|left|right|float|clear|text-align)\s*:\s*([^;}]*)/g;
  const wrong: string[] = [];
  for (const [file, text] of texts("style", ".css")) {
    for (const [, property, value] of text.replace(/\/\*[\s\S]*?\*\//g, "").matchAll(physical)) {
      if (["float", "clear", "text-align"].includes(property) && !/\b(left|right)\b/.test(value)) continue;
      if (/-(top|bottom)/.test(property)) continue; // the same in both directions
      wrong.push(`${file}: ${property}: ${value.trim()}`);
    }
  }
  expect(wrong).toEqual([]);
});
