/** Opens the model of a figure: loads its scripts when it is first needed, and starts its worker. */
import type { PageModel } from "../model_script.ts";
import type { EngineName, ModelRequest, ModelResults } from "../worker/protocol.ts";
import { loadScript } from "./dom.ts";
import { WorkerClient } from "./worker_client.ts";

interface PlayScripts {
  courseModels?: Readonly<Record<string, PageModel>>;
  courseWorkers?: Readonly<Record<string, string>>;
}
const scripts = globalThis as unknown as PlayScripts;

export type ModelClient = WorkerClient<ModelRequest, ModelResults>;

export interface OpenModel {
  readonly client: ModelClient;
  readonly model: PageModel;
}

/** The program of a worker. */
export async function workerSource(assets: string, name: string): Promise<string> {
  if (!scripts.courseWorkers?.[name]) await loadScript(`${assets}/${name}-worker.js`);
  return scripts.courseWorkers![name];
}

/** The model's data. */
export async function modelData(assets: string, name: string): Promise<PageModel> {
  if (!scripts.courseModels?.[name]) await loadScript(`${assets}/model-${name}.js`);
  return scripts.courseModels![name];
}

/** The engine that the page's address names: "?engine=webgpu", "wasm" or "cpu"; otherwise the worker chooses. */
function wantedEngine(): EngineName | undefined {
  const named = new URLSearchParams(location.search).get("engine");
  return (["webgpu", "wasm", "cpu"] as const).find((name) => name === named);
}

/** Loads scripts and model. The worker has the weights when the promise ends. */
export async function openModel(
  o: { readonly assets: string; readonly name: string; readonly onRestart: () => void },
): Promise<OpenModel> {
  const [source, model] = await Promise.all([workerSource(o.assets, "model"), modelData(o.assets, o.name)]);
  const weights = Uint8Array.from(atob(model.weights), (character) => character.charCodeAt(0));
  const load = { kind: "load", weights, config: model.config } as const;
  const engine = wantedEngine();
  const client: ModelClient = new WorkerClient({
    source,
    load: { ...load, engine },
    // A worker that died may have died of the GPU.
    loadAgain: { ...load, engine: engine === "cpu" ? "cpu" : "wasm" },
    onRestart: o.onRestart,
  });
  await client.loaded;
  return { client, model };
}
