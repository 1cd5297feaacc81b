// The rules of the interface that a program can check on any page. `look` runs inside the page, so it stands alone.

/** What a page does against the rules, each as "rule: what". */
export function look(): string[] {
  const found: string[] = [];
  const say = (rule: string, what: string) => found.push(`${rule}: ${what}`);
  const all = <E extends Element = HTMLElement>(selector: string, from: ParentNode = document) => [...from.querySelectorAll<E>(selector)];
  const name = (e: Element) => {
    const start = e.outerHTML.slice(0, e.outerHTML.indexOf(">") + 1).replace(/\s+/g, " ");
    return `${start.slice(0, 120)} ${(e.textContent ?? "").trim().replace(/\s+/g, " ").slice(0, 40)}`.trim();
  };
  const text = (s: string | null | undefined) => (s ?? "").replace(/\s+/g, " ").trim();
  // Shown at all, and not the one-pixel box that only screen readers meet or that appears on focus.
  const shown = (e: Element) => {
    const box = e.getBoundingClientRect();
    return e.checkVisibility({ visibilityProperty: true } as CheckVisibilityOptions) && box.width > 2 && box.height > 2 && box.bottom + scrollY > 0;
  };
  const readable = (e: Element) => {
    const walk = document.createTreeWalker(e, NodeFilter.SHOW_TEXT);
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
      if (!node.textContent?.trim() || node.parentElement?.closest(".visually-hidden, [hidden]")) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      if ([...range.getClientRects()].some((r) => r.width > 3 && r.height > 3)) return true;
    }
    return false;
  };

  const inputs = all<HTMLInputElement>("input, select, textarea").filter((e) => !["hidden", "submit", "button", "image"].includes(e.type));
  for (const input of inputs.filter(shown)) {
    const labels = [...(input.labels ?? [])].filter(readable);
    if (!labels.length) say("1 label", name(input));
    else if (!["checkbox", "radio"].includes(input.type)) {
      if (!labels.some((l) => l.htmlFor === input.id && input.id)) say("1 label without for", name(input));
      if (!labels.some((l) => l.getBoundingClientRect().top < input.getBoundingClientRect().top)) say("1 label not above", name(input));
    }
  }
  for (const e of all("[placeholder]")) say("2 placeholder", name(e));

  const h1 = all("h1");
  if (h1.length !== 1) say("4 one h1", `${h1.length}`);
  else if (!text(document.title).includes(text(h1[0].textContent))) say("4 h1 in title", `"${text(h1[0].textContent)}" not in "${document.title}"`);

  const doors = all<HTMLElement>("a[href], button, input[type=submit], summary").filter((e) => shown(e) && !e.matches(".visually-hidden"));
  for (const e of doors) if (!(e instanceof HTMLInputElement ? e.value.trim() : e instanceof SVGElement || e.closest("svg") ? e.textContent?.trim() : readable(e))) say("6 text", name(e));

  // Inside a sentence a line is high enough; elsewhere a thumb needs 44 px. A choice is as large as its label.
  const boxes = (e: Element): DOMRect[] => [e, ...((e as HTMLInputElement).labels ?? [])].map((x) => x.getBoundingClientRect());
  for (const e of [...doors, ...inputs.filter((i) => shown(i) || [...(i.labels ?? [])].some(shown))]) {
    if (e.closest("svg") || e.matches(".skip")) continue;
    const style = getComputedStyle(e);
    const around = text(e.parentElement?.textContent).replace(text(e.textContent), "");
    const inline = style.display === "inline" && /\p{L}/u.test(around);
    const choice = ["checkbox", "radio"].includes((e as HTMLInputElement).type);
    const size = choice ? boxes(e).reduce((a, b) => (a.height * a.width > b.height * b.width ? a : b)) : e.getBoundingClientRect();
    const line = parseFloat(style.lineHeight) || 0;
    if (inline ? Math.max(size.height, line) < 24 : size.height < 43.5 || size.width < 43.5) {
      say("8 target", `${Math.round(size.width)} x ${Math.round(size.height)}: ${name(e)}`);
    }
  }
  const root = document.documentElement;
  if (root.scrollWidth > innerWidth) {
    const wide = all("body *").filter((e) => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest(".table-scroll, .plan-scroll")).at(-1);
    say("9 reflow", `${root.scrollWidth} > ${innerWidth}${wide ? `, ${name(wide)}` : ""}`);
  }

  for (const img of all<HTMLImageElement>("img")) {
    if (!img.getAttribute("width") || !img.getAttribute("height")) say("17 image without width and height", name(img));
    if (!img.hasAttribute("alt")) say("17 image without alt", name(img));
  }
  for (const a of all<HTMLAnchorElement>("a[download], a[href$='.pdf'], a[href$='.csv'], a[href$='.zip']")) {
    // What is made when it is asked for has no size yet.
    const said = /\.pdf/.test(a.href) ? /PDF.*\d.*(Ko|Mo|KB|MB)/i : /CSV|XLSX|JSON|ICS|ZIP/;
    if (!said.test(a.textContent ?? "")) say("18 file without its format", name(a));
  }
  for (const form of all<HTMLFormElement>("form")) {
    if (form.method === "post" && !form.noValidate && form.querySelector("input:not([type=hidden]), select, textarea")) say("25 novalidate", name(form));
  }
  for (const e of all("input[type=number]")) say("27 type=number", name(e));
  for (const e of all("label, legend")) if (/\*/.test(e.textContent ?? "")) say("31 star", name(e));

  const words = text(document.body.innerText);
  for (const [word] of words.matchAll(/(?<![\p{L}])(in)?valides?(?![\p{L}])|(?<![\p{L}])\p{L}+·(e|es|ne|nes|s|trice|rice|euse)(?![\p{L}])/giu)) say("25 word", word);
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    const parent = node.parentElement;
    if (!parent || parent.closest("script, style, title, desc, textarea, option, svg, bdi, label, .hint, blockquote, .note-body")) continue;
    const amount = node.textContent?.match(/(?<![\d\u00a0\u202f,]|\u2068\u2212?)\d[\d\u00a0\u202f]*,\d\d[\u00a0\u202f ]?€/);
    if (amount) say("28 amount outside bdi", amount[0]);
  }
  if (!all(".help").filter(shown).length) say("34 help", "no .help on the page");
  if (!root.lang || !["ltr", "rtl"].includes(root.dir || "ltr")) say("35 lang", `"${root.lang}" "${root.dir}"`);
  for (const q of all("blockquote, q")) if (!q.lang || !["auto", "ltr", "rtl"].includes(q.dir)) say("35 quotation without lang and dir", name(q));
  const languages = all<HTMLButtonElement>("form[action='/language'] button");
  if (languages.length < 2) say("37 language", "no switch");
  for (const b of languages) if (!b.lang || /\p{Regional_Indicator}/u.test(b.textContent ?? "")) say("37 language", name(b));
  if (!all("form[action='/exit'] button").filter(shown).length) say("exit", "no quick exit");
  for (const e of all("[style]")) say("csp style attribute", name(e));
  if (!all("leptos-island").length) for (const s of all("script")) say("script on a page without island", name(s));
  return found;
}

/** WCAG 1.4.12: with wide spacing no text may be cut. Returns the elements that cut it. */
export function spaced(): string[] {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync("* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-block-end: 2em !important }");
  document.adoptedStyleSheets.push(sheet);
  const cut = [...document.querySelectorAll<HTMLElement>("main *, header *, footer *, nav *")].filter((e) => {
    const style = getComputedStyle(e);
    const hides = ["hidden", "clip"].includes(style.overflowX) || ["hidden", "clip"].includes(style.overflowY);
    return hides && !e.closest("svg, .visually-hidden, input:not(.short)") && e.clientHeight > 2 && (e.scrollHeight > e.clientHeight + 2 || e.scrollWidth > e.clientWidth + 2);
  });
  document.adoptedStyleSheets.pop();
  return cut.map((e) => `10 spacing cuts ${e.tagName.toLowerCase()}.${e.className}`);
}

/** Where help stands: its landmark and its place among the landmarks, to be the same on every page. */
export function helpPlace(): string {
  const marks = [...document.querySelectorAll("body > header, body > main, body > footer")].map((e) => e.tagName.toLowerCase());
  const help = document.querySelector(".help");
  const index = help?.parentElement ? [...help.parentElement.children].indexOf(help) : -1;
  return `${marks.join(" ")} | ${help?.closest("header, main, footer, aside")?.tagName.toLowerCase()} ${index}`;
}
