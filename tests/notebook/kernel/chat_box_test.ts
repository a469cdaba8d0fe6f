/** The chat box's server: it answers its own page only, one message after the other, and ends when told to. */
import assert from "node:assert/strict";
import { JSDOM } from "jsdom";
import { chatBox } from "lib/notebook";

const ask = (url: string, body: string) => fetch(url, { method: "POST", body });

Deno.test("chatBox() streams the answer to who knows the key, and to nobody else", async () => {
  await using box = await chatBox(async function* (message) {
    yield "답: ";
    yield message;
  });
  const response = await ask(box.url, " 안녕 ");
  assert.equal(response.headers.get("access-control-allow-origin"), "*");
  assert.equal(await response.text(), "답: 안녕");
  const { origin } = new URL(box.url);
  assert.match(origin, /^http:\/\/127\.0\.0\.1:\d+$/);
  for (const path of ["/", `/${crypto.randomUUID()}`]) {
    const refused = await ask(origin + path, "안녕");
    assert.equal(refused.status, 404);
    await refused.body?.cancel();
  }
  for (const body of ["", "가".repeat(1001)]) {
    assert.equal((await ask(box.url, body).then(async (r) => (await r.text(), r))).status, 400);
  }
});

Deno.test("two messages at once are answered one after the other", async () => {
  const events: string[] = [];
  await using box = await chatBox(async function* (message) {
    events.push(`${message} begins`);
    yield message;
    await new Promise((resolve) => setTimeout(resolve, 30));
    events.push(`${message} ends`);
  });
  await Promise.all(["a", "b"].map(async (message) => await (await ask(box.url, message)).text()));
  const [first, second] = events[0].startsWith("a") ? ["a", "b"] : ["b", "a"];
  assert.deepEqual(events, [`${first} begins`, `${first} ends`, `${second} begins`, `${second} ends`]);
});

Deno.test("an answer that fails says so in the box, and the next one comes", async () => {
  await using box = await chatBox(async function* (message) {
    yield "eins ";
    if (message === "x") throw new Error("too long");
  });
  assert.equal(await (await ask(box.url, "x")).text(), "eins (too long)");
  assert.equal(await (await ask(box.url, "y")).text(), "eins ");
});

Deno.test("a new box closes the old one; its page holds no other address than its own", async () => {
  const silent = async function* () {};
  const first = await chatBox(silent);
  await using second = await chatBox(silent, { placeholder: '"><b>' });
  await assert.rejects(ask(first.url, "안녕"));
  const html = Reflect.get(second, Symbol.for("Jupyter.display"))()["text/html"] as string;
  assert.ok(html.includes(second.url) && !html.includes(first.url));
  assert.match(html, /placeholder="&quot;&gt;&lt;b&gt;"/);
});

Deno.test("the box says what it is where its script is stripped, and clears that where it runs", async () => {
  await using box = await chatBox(async function* () {});
  const html = Reflect.get(box, Symbol.for("Jupyter.display"))()["text/html"] as string;
  const logOf = (runScripts?: "dangerously") =>
    new JSDOM(html, { runScripts }).window.document.querySelector(".log")!.textContent;
  assert.match(logOf()!, /a box to chat with the model/);
  assert.equal(logOf("dangerously"), "");
});

/** Asks, reads the first piece of the answer and closes the page. */
async function askAndLeave(url: string, body: string): Promise<void> {
  const page = new AbortController();
  const response = await fetch(url, { method: "POST", body, signal: page.signal });
  await response.body!.getReader().read();
  page.abort();
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** Says the message again and again; `ended` counts the answers that were not left hanging. */
function talker() {
  const talk = { ended: 0, signals: [] as AbortSignal[] };
  const answer = async function* (message: string, signal: AbortSignal) {
    talk.signals.push(signal);
    try {
      for (let i = 0; i < (message === "short" ? 1 : 1000); i++) {
        yield `${message} `;
        await pause(2);
      }
    } finally {
      talk.ended++;
    }
  };
  return { talk, answer };
}

Deno.test("a page that is closed in the middle of an answer stops the answer; the next message is answered", async () => {
  const { talk, answer } = talker();
  await using box = await chatBox(answer);
  await askAndLeave(box.url, "long");
  assert.equal(await (await ask(box.url, "short")).text(), "short ");
  assert.equal(talk.ended, 2);
  assert.deepEqual(talk.signals.map(({ aborted }) => aborted)[0], true);
});

Deno.test("a message whose page is closed while it waits for its turn is never asked", async () => {
  const asked: string[] = [];
  const first = Promise.withResolvers<void>();
  await using box = await chatBox(async function* (message) {
    asked.push(message);
    yield "…";
    if (message === "first") await first.promise;
  });
  const one = ask(box.url, "first").then((response) => response.text());
  await pause(20);
  const page = new AbortController();
  const waiting = await fetch(box.url, { method: "POST", body: "left", signal: page.signal });
  page.abort();
  await assert.rejects(waiting.text());
  await pause(20);
  first.resolve();
  await one;
  assert.equal(await (await ask(box.url, "last")).text(), "…");
  assert.deepEqual(asked, ["first", "last"]);
});

Deno.test("a new box opens whatever the old one's answer does: it talks, waits for ever, or fails when left", async () => {
  const never = new Promise<never>(() => {});
  const answers: Record<string, Parameters<typeof chatBox>[0]> = {
    talks: talker().answer,
    "waits for ever": async function* () {
      yield "…";
      await never;
    },
    "fails when left": async function* (_, signal) {
      yield "…";
      await new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
    },
    "cannot be ended": () => ({
      [Symbol.asyncIterator]: () => ({
        next: () => Promise.resolve({ done: false, value: "…" }).finally(() => pause(2)),
        return: () => {
          throw new Error("no end");
        },
      }),
    }),
  };
  for (const [name, answer] of Object.entries(answers)) {
    const box = await chatBox(answer);
    await askAndLeave(box.url, "gone"); // one page is gone, one is open, one waits for its turn
    const open = ask(box.url, "open").then((response) => response.text()).catch(() => {});
    const waiting = ask(box.url, "waiting").then((response) => response.text()).catch(() => {});
    await pause(30);
    const again = await Promise.race([chatBox(talker().answer), pause(5000)]);
    assert.ok(again, name);
    await Promise.all([open, waiting]);
    assert.equal(await (await ask(again.url, "short")).text(), "short ", name);
    await again[Symbol.asyncDispose]();
  }
});

Deno.test("an answerer that throws at once, or something odd, says so; the next message is answered", async () => {
  await using box = await chatBox((message) => {
    if (message !== "good") throw message === "error" ? new Error("no model") : { code: 42 };
    return talker().answer("short", AbortSignal.timeout(1e6));
  });
  assert.equal(await (await ask(box.url, "error")).text(), "(no model)");
  assert.equal(await (await ask(box.url, "object")).text(), "({ code: 42 })");
  assert.equal(await (await ask(box.url, "good")).text(), "short ");
});

Deno.test("a character whose halves come in two pieces arrives whole", async () => {
  await using box = await chatBox(async function* () {
    yield* ["a\ud83d", "\ude00b"];
  });
  assert.equal(await (await ask(box.url, "x")).text(), "a😀b");
});

Deno.test("a message that is much too long is refused before it is read", async () => {
  await using box = await chatBox(talker().answer);
  let sent = 0;
  const endless = new ReadableStream<Uint8Array>({
    async pull(controller) {
      await pause(0);
      controller.enqueue(new Uint8Array(65_536));
      if ((sent += 65_536) > 5e7) controller.close();
    },
  });
  const refused = await fetch(box.url, { method: "POST", body: endless })
    .then(async (response) => (await response.text(), response.status), () => "broken off");
  assert.ok(refused === 400 || refused === "broken off");
  assert.ok(sent < 2e7, `${sent} bytes were taken`);
  assert.equal(await (await ask(box.url, "short")).text(), "short ");
});

Deno.test("a page that is open but reads nothing keeps no new box from opening", async () => {
  const box = await chatBox(async function* () {
    for (;;) {
      yield "x".repeat(100_000);
      await pause(1);
    }
  });
  const { port, pathname } = new URL(box.url);
  using page = await Deno.connect({ hostname: "127.0.0.1", port: Number(port) });
  const request = `POST ${pathname} HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\na`;
  await page.write(new TextEncoder().encode(request));
  await pause(200); // until the connection is full
  const again = await Promise.race([chatBox(talker().answer), pause(5000)]);
  assert.ok(again);
  await again[Symbol.asyncDispose]();
});
