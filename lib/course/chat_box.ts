/**
 * A box to chat with a model, below a cell: the page sends each message to the kernel, the answer streams back.
 *
 * The kernel listens on this computer only (127.0.0.1), on a port of its own, and answers nobody who does not know
 * the random key that stands in the box's own output. Where no kernel answers (an exported page, a notebook opened
 * again), the box says so. Sites and exports show a recorded conversation instead.
 */
import { type Displayable, displayable, escapeHtml } from "../plot/displayable.ts";

/** Answers a message, piece by piece. */
export type Answerer = (message: string) => AsyncIterable<string>;

export interface ChatBox extends Displayable, AsyncDisposable {
  /** Where the kernel listens; the key is its path. */
  readonly url: string;
}

const longestMessage = 1000; // characters
let open: AsyncDisposable | undefined;

/**
 * Opens a chat box; the one that was open before is closed.
 *
 * @param answer called for one message at a time
 * @param o.placeholder shown in the empty input
 * @example
 * ```ts
 * import { chatBox } from "lib/course";
 * import assert from "node:assert/strict";
 * await using box = await chatBox(async function* (message) {
 *   yield "you said: ";
 *   yield message;
 * });
 * const response = await fetch(box.url, { method: "POST", body: "안녕" });
 * assert.equal(await response.text(), "you said: 안녕");
 * ```
 */
export async function chatBox(answer: Answerer, o: { readonly placeholder?: string } = {}): Promise<ChatBox> {
  await open?.[Symbol.asyncDispose]();
  const key = crypto.randomUUID();
  let turn: Promise<unknown> = Promise.resolve(); // the model answers one after the other
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, async (request) => {
    const headers = { "access-control-allow-origin": "*", "content-type": "text/plain; charset=utf-8" };
    if (new URL(request.url).pathname !== `/${key}`) return new Response("no such page", { status: 404 });
    if (request.method !== "POST") return new Response(null, { status: 405, headers });
    const message = (await request.text()).trim();
    if (message === "" || message.length > longestMessage) {
      return new Response(`a message has 1 to ${longestMessage} characters`, { status: 400, headers });
    }
    const before = turn;
    const done = Promise.withResolvers<void>();
    turn = done.promise;
    await before;
    return new Response(streamOf(answer(message), done.resolve), { headers });
  });
  server.unref(); // the box does not keep a script alive
  const url = `http://127.0.0.1:${server.addr.port}/${key}`;
  const box: ChatBox = {
    ...displayable({
      "text/html": boxHtml(url, o.placeholder ?? ""),
      "text/plain": WITHOUT_SCRIPTS,
    }),
    url,
    [Symbol.asyncDispose]: async () => {
      if (open === box) open = undefined;
      await server.shutdown();
    },
  };
  return open = box;
}

function streamOf(pieces: AsyncIterable<string>, done: () => void): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    async start(controller) {
      try {
        for await (const piece of pieces) controller.enqueue(encoder.encode(piece));
      } catch (error) {
        controller.enqueue(encoder.encode(`(${error instanceof Error ? error.message : error})`));
      }
      done();
      controller.close();
    },
  });
}

/** What stands there in a preview, where the form and its script are stripped. */
const WITHOUT_SCRIPTS = "[a box to chat with the model; it needs JupyterLab on this computer]";

function boxHtml(url: string, placeholder: string): string {
  const id = `chat-${url.slice(-12)}`;
  return `<div id="${id}" style="max-width: 640px">
<div class="log" style="white-space: pre-wrap">${WITHOUT_SCRIPTS}</div>
<form style="display: flex; gap: 6px; margin-top: 6px">
<input aria-label="message" style="flex: 1; padding: 4px" placeholder="${escapeHtml(placeholder)}">
<button>→</button></form></div>
<script>{
  const box = document.getElementById(${JSON.stringify(id)});
  const log = box.querySelector(".log"), input = box.querySelector("input");
  log.textContent = "";
  const line = (who) => {
    const p = document.createElement("div");
    p.textContent = who;
    log.append(p);
    return p;
  };
  box.querySelector("form").onsubmit = async (event) => {
    event.preventDefault();
    const message = input.value.trim();
    if (!message) return;
    input.value = "";
    line("🙂 " + message);
    const answer = line("🤖 ");
    try {
      const response = await fetch(${JSON.stringify(url)}, { method: "POST", body: message });
      const pieces = response.body.pipeThrough(new TextDecoderStream()).getReader();
      for (let next = await pieces.read(); !next.done; next = await pieces.read()) answer.textContent += next.value;
    } catch {
      answer.textContent += "(no kernel answers: run this cell in JupyterLab on this computer)";
    }
  };
  // JupyterLab's shortcuts are not for letters typed here.
  input.addEventListener("keydown", (event) => event.stopPropagation());
}</script>`;
}
