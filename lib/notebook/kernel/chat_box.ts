/**
 * A chat box below a cell: the page sends each message to the kernel, and the model's answer streams back.
 *
 * The kernel listens on this computer only (127.0.0.1), on its own port, and only requests with the random key in the
 * box's output get an answer. Without a kernel (an exported page, a notebook opened again) the box shows a note. Sites and
 * exports show a recorded conversation instead.
 */
import { translate } from "../../language.ts";
import { type Displayable, displayable, escapeHtml, figureId, scriptJson } from "../plot/displayable.ts";

/**
 * Generates the answer to a message, piece by piece. The signal is aborted when the page or the box is closed. Pass it to
 * `streamText` as its `signal`, so that the model stops at once.
 */
type Answerer = (message: string, signal: AbortSignal) => AsyncIterable<string>;

interface ChatBox extends Displayable, AsyncDisposable {
  /** The kernel's address; its path is the key. */
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
 * import { chatBox } from "lib/notebook";
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
  const closing = new AbortController();
  let turn: Promise<unknown> = Promise.resolve(); // the model answers one message after the other
  const server = Deno.serve({
    hostname: "127.0.0.1",
    port: 0,
    signal: closing.signal,
    onListen: () => {},
    onError: () => new Response(null, { status: 500 }), // an interrupted request: the client is gone
  }, async (request) => {
    const headers = { "access-control-allow-origin": "*", "content-type": "text/plain; charset=utf-8" };
    if (new URL(request.url).pathname !== `/${key}`) return new Response("no such page", { status: 404 });
    if (request.method !== "POST") return new Response(null, { status: 405, headers });
    const message = await readMessage(request);
    if (!message) {
      return new Response(translate(`a message has 1 to ${longestMessage} characters`), {
        status: 400,
        headers,
      });
    }
    const page = new AbortController();
    const gone = AbortSignal.any([page.signal, request.signal, closing.signal]);
    const stream = new ReadableStream<string>({
      start(controller) {
        turn = turn.then(() => writeAnswer(() => answer(message, gone), controller, gone)).catch(() => {});
      },
      cancel: (reason) => page.abort(reason),
    });
    return new Response(stream.pipeThrough(new TextEncoderStream()), { headers });
  });
  server.unref(); // the box does not keep a script alive
  const url = `http://127.0.0.1:${server.addr.port}/${key}`;
  const box: ChatBox = {
    ...displayable({
      "text/html": boxHtml(url, translate(o.placeholder ?? "")),
      "text/plain": translate(WITHOUT_SCRIPTS),
    }),
    url,
    [Symbol.asyncDispose]: async () => {
      if (open === box) open = undefined;
      server.ref(); // an unreferenced server is not waited for
      closing.abort(new DOMException("the chat box was closed", "AbortError"));
      await server.finished;
    },
  };
  return open = box;
}

/** The message of a request; undefined if it is empty or too long. A long message is not read to its end. */
async function readMessage(request: Request): Promise<string | undefined> {
  const mostBytes = 4 * longestMessage;
  if (Number(request.headers.get("content-length") ?? 0) > mostBytes) return undefined;
  const bytes: number[] = [];
  for await (const chunk of request.body ?? []) {
    if (bytes.length + chunk.length > mostBytes) return undefined;
    bytes.push(...chunk);
  }
  const message = new TextDecoder().decode(Uint8Array.from(bytes)).trim();
  return message.length > longestMessage ? undefined : message;
}

/**
 * Writes an answer into the response. It ends when the answer ends or fails, or as soon as the client is gone, even if
 * the answerer continues: the next message waits for this function.
 */
async function writeAnswer(
  answer: () => AsyncIterable<string>,
  response: ReadableStreamDefaultController<string>,
  gone: AbortSignal,
): Promise<void> {
  if (gone.aborted) return endResponse(response);
  const leaving = Promise.withResolvers<"left">();
  const leave = () => leaving.resolve("left");
  gone.addEventListener("abort", leave, { once: true });
  let pieces: AsyncIterator<string> | undefined;
  try {
    pieces = answer()[Symbol.asyncIterator]();
    while (true) {
      const next = await Promise.race([pieces.next(), leaving.promise]);
      if (next === "left" || next.done) break;
      response.enqueue(next.value);
    }
  } catch (error) {
    if (!gone.aborted) response.enqueue(`(${error instanceof Error ? error.message : Deno.inspect(error)})`);
  } finally {
    gone.removeEventListener("abort", leave);
    endResponse(response);
    if (gone.aborted) pieces?.return?.().catch(() => {}); // frees what the answerer holds
  }
}

function endResponse(response: ReadableStreamDefaultController<string>): void {
  try {
    response.close();
  } catch {
    // The page went away, which has closed it.
  }
}

/** Shown in a preview, which removes the form and its script. */
const WITHOUT_SCRIPTS = "[a box to chat with the model; it needs JupyterLab on this computer]";

/** Shown where the kernel does not reply. */
const NO_ANSWER = "(no answer from the kernel: run this cell in JupyterLab on this computer)";

function boxHtml(url: string, placeholder: string): string {
  const id = figureId();
  return `<div id="${id}" style="max-width: 640px">
<div class="log" style="white-space: pre-wrap">${escapeHtml(translate(WITHOUT_SCRIPTS))}</div>
<form style="display: flex; gap: 6px; margin-top: 6px">
<input aria-label="${escapeHtml(translate("message"))}" style="flex: 1; padding: 4px" placeholder="${
    escapeHtml(placeholder)
  }">
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
      answer.textContent += ${scriptJson(translate(NO_ANSWER))};
    }
  };
  // JupyterLab's shortcuts are not for letters typed here.
  input.addEventListener("keydown", (event) => event.stopPropagation());
}</script>`;
}
