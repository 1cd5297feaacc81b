// What others say on the day, without reloading by hand: asks for a number every second and a half, and only when it has
// moved for the part of the page that shows what was said. Forms stand outside of that part, so that nothing typed is ever
// touched; while somebody types, the page holds still all the same. A page that nobody looks at asks nothing.

/** Follows what the page's `#fresh` shows, looking again after so many milliseconds. */
export function follow(every) {
  const fresh = document.getElementById("fresh");
  const moved = document.getElementById("moved");
  if (!fresh) return;
  let typedAt = 0;
  let dirty = false;
  addEventListener("input", ({ target }) => {
    typedAt = Date.now();
    dirty ||= target.type !== "checkbox";
  });
  const ask = (address) => fetch(address, { credentials: "same-origin", cache: "no-store", headers: { accept: "text/html" } });
  const boxes = () => [...fresh.querySelectorAll("input[type=checkbox]")];

  /** Another step is shown: whoever has typed is asked to follow, others are taken along. */
  const step = (now) => {
    if (location.pathname.endsWith("/mine") && !dirty) return location.reload();
    if (moved && location.pathname.endsWith("/mine")) moved.hidden = false;
    return now;
  };

  const look = async () => {
    if (document.hidden || Date.now() - typedAt < every) return;
    const since = await ask(`${fresh.dataset.since}?v=${fresh.dataset.version}`);
    if (since.status !== 200) return;
    const part = await ask(fresh.dataset.list);
    if (!part.ok) return;
    const read = new DOMParser().parseFromString(await part.text(), "text/html").getElementById("fresh");
    if (!read || Date.now() - typedAt < every) return;
    const ticked = new Set(boxes().filter((box) => box.checked).map((box) => box.value));
    const held = fresh.contains(document.activeElement) ? document.activeElement.value : undefined;
    if (read.dataset.step !== fresh.dataset.step) step(read.dataset.step);
    fresh.replaceChildren(...read.childNodes);
    Object.assign(fresh.dataset, { version: read.dataset.version, step: read.dataset.step });
    for (const box of boxes()) {
      box.checked = ticked.has(box.value);
      if (held !== undefined && box.value === held) box.focus();
    }
  };

  // One question after the other, however slow the network is; what fails is asked again.
  const round = () => look().catch(() => {}).finally(() => setTimeout(round, every));
  setTimeout(round, every);
}
