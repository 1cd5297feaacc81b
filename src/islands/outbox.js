// What a phone keeps until the network is back: records of work that were noted and not sent. scripts/assets.mjs puts this
// file before pocket.js (the pages' side) and before worker.js (the service worker's), so that both keep and send alike.
// It is JavaScript and not Rust because the service worker cannot load the bundle, and because IndexedDB is written by
// callbacks, which are short here and long through bindings.

/** The name of the database, of the cache, of the lock and of the channel. */
const NAME = "cooperade";
const RECORD = "/api/production/record";
/** Answers that say no for good: to send the same again would change nothing. */
const REFUSED = [400, 404, 409, 413, 422];

function opened() {
  return new Promise((done, failed) => {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore("kept", { keyPath: "key" });
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => failed(asked.error);
  });
}

/** One transaction that is on the disk when its promise is kept; the database is closed after it, so that it can be deleted. */
async function within(mode, work) {
  const database = await opened();
  try {
    return await new Promise((done, failed) => {
      const transaction = database.transaction("kept", mode, { durability: "strict" });
      const asked = work(transaction.objectStore("kept"));
      transaction.oncomplete = () => done(asked.result);
      transaction.onerror = transaction.onabort = () => failed(transaction.error);
    });
  } finally {
    database.close();
  }
}

/** A record: `key` (its id, made here), `person`, `body` (the form as it is sent), `what` and `day` in words, `refused`: why. */
const keep = (record) => within("readwrite", (kept) => kept.put(record));
const drop = (key) => within("readwrite", (kept) => kept.delete(key));
/** All of them, the oldest first: keys begin with the time. */
const all = () => within("readonly", (kept) => kept.getAll());

/** Says what happened to every open page of ours, this one included. */
function announce(news) {
  const channel = new BroadcastChannel(NAME);
  channel.postMessage(news);
  channel.close();
}

/** Sends one form: `{ sent }`, `{ refused: code }`, `{ signIn }`, `{ another }` (somebody else is signed in) or `{ later }`. */
async function post(body) {
  let answer;
  try {
    answer = await fetch(RECORD, {
      method: "POST",
      headers: { accept: "application/json", "content-type": "application/x-www-form-urlencoded" },
      body,
      signal: AbortSignal.timeout(10_000),
    });
  } catch {
    return { later: true };
  }
  if (answer.ok) return { sent: true, to: answer.headers.get("location") };
  if (answer.status === 401) return { signIn: true };
  if (answer.status === 403) return { another: true };
  if (!REFUSED.includes(answer.status)) return { later: true };
  const told = await answer.json().catch(() => ({}));
  return { refused: told.problems?.[0]?.problem?.code ?? told.error ?? "unknown" };
}

/** Sends what waits, one after the other; a key that arrived before is answered again and counted once by the server. */
function sendAll() {
  const send = async () => {
    const news = { sent: 0, state: "" };
    for (const record of (await all()).filter((record) => !record.refused)) {
      const fate = await post(record.body);
      if (fate.sent) {
        await drop(record.key);
        news.sent += 1;
      } else if (fate.refused) await keep({ ...record, refused: fate.refused });
      else if (!fate.another) {
        news.state = fate.signIn ? "sign_in" : "offline";
        break;
      }
    }
    announce(news);
    return news;
  };
  // Two tabs at once would do no harm, and only twice the work.
  return navigator.locks ? navigator.locks.request(NAME, send) : send();
}
