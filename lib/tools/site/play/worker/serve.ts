/**
 * A worker's side of a page's requests: computes them one after the other, and answers pings at once.
 *
 * `stop` aborts the signal of a request that runs or waits.
 */
import type { FromWorker, ToWorker } from "./protocol.ts";

interface WorkerScope<Request> {
  onmessage: (event: MessageEvent<ToWorker<Request>>) => void;
  postMessage(message: FromWorker): void;
}

interface Turn {
  readonly signal: AbortSignal;
  readonly sendToken: (token: number) => void;
}

/** Answers every request with what `answer` returns, or with its error's message. */
export function serve<Request>(answer: (request: Request, turn: Turn) => Promise<unknown> | unknown): void {
  const scope = globalThis as unknown as WorkerScope<Request>;
  const open = new Map<number, AbortController>();
  let last: Promise<void> = Promise.resolve();
  scope.onmessage = ({ data }) => {
    if ("ping" in data) return scope.postMessage({ pong: true });
    if ("stop" in data) return open.get(data.stop)?.abort();
    const { id, request } = data;
    const abort = new AbortController();
    open.set(id, abort);
    const turn = { signal: abort.signal, sendToken: (token: number) => scope.postMessage({ id, token }) };
    last = last.then(async () => {
      try {
        scope.postMessage({ id, result: await answer(request, turn) });
      } catch (error) {
        scope.postMessage({ id, error: error instanceof Error ? error.message : String(error) });
      } finally {
        open.delete(id);
      }
    });
  };
}
