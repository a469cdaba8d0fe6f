/**
 * A page's side of a worker: sends requests, passes on the parts of results, and starts a worker that has died again.
 *
 * A worker that the browser ends (too little memory, a crash) says nothing. So while a request waits, the page sends a
 * ping every second; after `silentMs` without a word it starts a new worker, lets it load again and repeats the
 * request, once. Bytes of scripts and weights are on the page already: nothing is fetched. A worker that cannot load is
 * not started again.
 */
import type { FromWorker, ToWorker } from "../worker/protocol.ts";

interface ClientOptions<Request> {
  /** The worker's program. */
  readonly source: string;
  readonly load: Request;
  /** What a worker loads that replaces a dead one. Default: the same. */
  readonly loadAgain?: Request;
  /** Called when a worker was found dead, before the new one gets the requests again. */
  readonly onRestart: () => void;
  /** Default 5,000. */
  readonly silentMs?: number;
}

interface Waiting<Request> {
  readonly request: Request;
  readonly onToken?: (token: number) => void;
  readonly signal?: AbortSignal;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
  restarts: number;
}

const PING_MS = 1000;

/** @typeParam Results the result of each kind of request */
export class WorkerClient<Request extends { readonly kind: keyof Results }, Results> {
  #worker: Worker;
  #nextId = 1;
  #heard = performance.now();
  /** Why there is no worker any more. */
  #ended: Error | undefined;
  readonly #timer: ReturnType<typeof setInterval>;
  readonly #waiting = new Map<number, Waiting<Request>>();
  /** Ends when the worker has loaded what it needs; a new promise after a restart. */
  loaded: Promise<Results[Request["kind"]]>;

  constructor(private readonly o: ClientOptions<Request>) {
    this.#worker = this.#start();
    this.#timer = setInterval(() => this.#watch(), PING_MS);
    this.loaded = this.#load(o.load);
  }

  /** Sends a request. @throws {Error} the worker's error, that it died twice, or why it could not load */
  ask<R extends Request>(
    request: R,
    o: { readonly onToken?: (token: number) => void; readonly signal?: AbortSignal } = {},
  ): Promise<Results[R["kind"]]> {
    if (this.#ended) return Promise.reject(this.#ended);
    const id = this.#nextId++;
    return new Promise<Results[R["kind"]]>((resolve, reject) => {
      const waiting = { ...o, request, resolve: resolve as (result: unknown) => void, reject, restarts: 0 };
      this.#waiting.set(id, waiting);
      if (this.#waiting.size === 1) this.#heard = performance.now();
      this.#sendRequest(id, waiting);
      o.signal?.addEventListener("abort", () => this.#send({ stop: id }));
    });
  }

  #load(request: Request): Promise<Results[Request["kind"]]> {
    const loaded = this.ask(request);
    loaded.catch((error) => this.#end(error));
    return loaded;
  }

  /** Ends the worker for good; what waits, and every later request, fails with the error. */
  #end(error: Error): void {
    this.#ended = error;
    clearInterval(this.#timer);
    this.#worker.terminate();
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }

  #start(): Worker {
    const address = URL.createObjectURL(new Blob([this.o.source], { type: "text/javascript" }));
    const worker = new Worker(address);
    URL.revokeObjectURL(address);
    worker.onmessage = ({ data }: MessageEvent<FromWorker>) => this.#receive(data);
    worker.onerror = (event) => {
      event.preventDefault(); // said on the page
      this.#restart(event.message);
    };
    this.#heard = performance.now();
    return worker;
  }

  #send(message: ToWorker<Request>): void {
    this.#worker.postMessage(message);
  }

  #sendRequest(id: number, { request, signal }: Pick<Waiting<Request>, "request" | "signal">): void {
    this.#send({ id, request });
    if (signal?.aborted) this.#send({ stop: id }); // stopped before it was sent, while the model was loaded
  }

  #receive(message: FromWorker): void {
    this.#heard = performance.now();
    if ("pong" in message) return;
    const waiting = this.#waiting.get(message.id);
    if (!waiting) return;
    if ("token" in message) return waiting.onToken?.(message.token);
    this.#waiting.delete(message.id);
    if ("error" in message) waiting.reject(new Error(message.error));
    else waiting.resolve(message.result);
  }

  #watch(): void {
    // A hidden page's timers are slowed down, so silence there means nothing.
    if (this.#waiting.size === 0 || document.hidden) {
      this.#heard = performance.now();
      return;
    }
    const { silentMs = 5000 } = this.o;
    if (performance.now() - this.#heard > silentMs) this.#restart("it was silent");
    else this.#send({ ping: true });
  }

  #restart(reason: string): void {
    this.#worker.terminate();
    const { load, loadAgain = load } = this.o;
    const isLoad = (request: Request) => request === load || request === loadAgain;
    for (const [id, { request, reject, restarts }] of [...this.#waiting]) {
      if (restarts === 0) continue;
      const error = new Error(`the worker stopped twice (${reason}); reload the page`);
      if (isLoad(request)) return this.#end(error);
      this.#waiting.delete(id);
      reject(error);
    }
    for (const waiting of this.#waiting.values()) waiting.restarts++;
    const requests = [...this.#waiting];
    this.#worker = this.#start();
    this.o.onRestart();
    if (!requests.some(([, { request }]) => isLoad(request))) this.loaded = this.#load(loadAgain);
    for (const [id, waiting] of requests) {
      const request = isLoad(waiting.request) ? loadAgain : waiting.request;
      this.#sendRequest(id, { ...waiting, request });
    }
  }
}
