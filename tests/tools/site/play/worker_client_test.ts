/** The page's side of a worker, with a worker that the test plays itself. */
import assert from "node:assert/strict";
import { WorkerClient } from "../../../../lib/tools/site/play/browser/worker_client.ts";
import type { FromWorker, ToWorker } from "../../../../lib/tools/site/play/worker/protocol.ts";

interface Request {
  readonly kind: "load" | "write";
}

type Results = Record<Request["kind"], string>;

/** A worker that notes what it is sent. */
class PlayedWorker {
  static all: PlayedWorker[] = [];
  readonly sent: ToWorker<Request>[] = [];
  isTerminated = false;
  onmessage: (event: { data: FromWorker }) => void = () => {};
  onerror: (event: { message: string; preventDefault: () => void }) => void = () => {};

  constructor() {
    PlayedWorker.all.push(this);
  }

  postMessage(message: ToWorker<Request>): void {
    this.sent.push(message);
  }

  terminate(): void {
    this.isTerminated = true;
  }

  replies(data: FromWorker): void {
    this.onmessage({ data });
  }

  dies(): void {
    this.onerror({ message: "out of memory", preventDefault: () => {} });
  }
}

/** Calls `run` with a new client. At the end its worker fails to load, so that no timer is left. */
async function withClient(run: (client: WorkerClient<Request, Results>) => Promise<void>): Promise<void> {
  const real = globalThis.Worker;
  PlayedWorker.all = [];
  Object.assign(globalThis, { Worker: PlayedWorker });
  const client = new WorkerClient<Request, Results>({
    ...{ source: "", load: { kind: "load" }, loadAgain: { kind: "load" }, onRestart: () => {} },
  });
  client.loaded.catch(() => {});
  try {
    await run(client);
    for (let i = 0; i < 2; i++) PlayedWorker.all.at(-1)!.dies();
  } finally {
    Object.assign(globalThis, { Worker: real });
  }
}

Deno.test("a request that was stopped before it could be sent is stopped at once", () =>
  withClient(async (client) => {
    const [worker] = PlayedWorker.all;
    worker.replies({ id: 1, result: "loaded" });
    const stop = new AbortController();
    stop.abort();
    const written = client.ask({ kind: "write" }, { signal: stop.signal });
    assert.deepEqual(worker.sent.slice(1), [{ id: 2, request: { kind: "write" } }, { stop: 2 }]);
    worker.replies({ id: 2, result: "nothing" });
    assert.equal(await written, "nothing");
  }));

Deno.test("a worker that dies is replaced once, which loads and gets the request again", () =>
  withClient(async (client) => {
    const [worker] = PlayedWorker.all;
    worker.replies({ id: 1, result: "loaded" });
    const written = client.ask({ kind: "write" });
    worker.dies();
    const next = PlayedWorker.all[1];
    assert.deepEqual(next.sent.map((message) => "request" in message && message.request.kind), [
      "load",
      "write",
    ]);
    next.replies({ id: 3, result: "loaded" });
    next.replies({ id: 2, result: "text" });
    assert.equal(await written, "text");
    assert.equal(await client.loaded, "loaded");
  }));

Deno.test("a worker that dies twice while it loads is not started a third time", () =>
  withClient(async (client) => {
    const written = client.ask({ kind: "write" });
    PlayedWorker.all[0].dies();
    PlayedWorker.all[1].dies();
    await assert.rejects(client.loaded, /stopped twice \(out of memory\); reload the page/);
    await assert.rejects(written, /stopped twice/);
    await assert.rejects(client.ask({ kind: "write" }), /stopped twice/);
    assert.deepEqual(PlayedWorker.all.map(({ isTerminated }) => isTerminated), [true, true]);
  }));

Deno.test("a worker that cannot load is ended, and later requests say why", () =>
  withClient(async (client) => {
    PlayedWorker.all[0].replies({ id: 1, error: "no such model" });
    await assert.rejects(client.loaded, /no such model/);
    await assert.rejects(client.ask({ kind: "write" }), /no such model/);
    assert.ok(PlayedWorker.all[0].isTerminated);
  }));
