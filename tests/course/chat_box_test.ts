/** The chat box's server: it answers its own page only, one message after the other, and ends when told to. */
import assert from "node:assert/strict";
import { JSDOM } from "jsdom";
import { chatBox } from "lib/course";

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
