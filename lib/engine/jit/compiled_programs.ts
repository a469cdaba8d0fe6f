/**
 * Frees the memory of compiled programs that nobody uses any more.
 *
 * TensorFlow keeps each program that XLA has compiled until the process ends: 30 to 160 MB for the training step of a
 * small model. Its C API cannot free a single program. But all programs of a device are in one resource, and an op
 * destroys resources. So when the unused programs are many, all are destroyed. A program that is still in use is then
 * compiled again by its next call, with the same result. (30 trainings of 30 shapes: the heap grows by 25 MB with each of
 * ten trainings, from 44 to 291 MB, and then falls to 44 MB again.)
 *
 * This is done on the CPU only. On a GPU it has not been measured.
 */
import { destroyResource, type TensorFlowEngine } from "../tensorflow/mod.ts";

/**
 * Unused programs are freed from this number of nodes on. A training step of two layers has 3,300 nodes, and takes about
 * 34 MB.
 */
const MANY_NODES = 2 ** 14;

/**
 * The resource that holds XLA's programs in TensorFlow 2.21. If another version has another type, the op finds nothing, and
 * nothing is freed; the test notices.
 */
const XLA_PROGRAMS = {
  container: "localhost",
  name: "xla_device_compiler",
  typeName: "N10tensorflow14DeviceCompilerIN3xla15LocalExecutableENS1_11LocalClientEEE",
  typeHash: 7728295535150465279n,
} as const;

interface Entry {
  readonly nodes: number;
  /** how many compiled functions run this program */
  users: number;
}

/** Counts the users of each program that XLA compiles, by TensorFlow's name for it. */
export class CompiledPrograms {
  readonly #destroyAll: () => void;
  readonly #manyNodes: number;
  readonly #programs = new Map<string, Entry>();
  #running = 0;
  /** those who wait until no program runs */
  readonly #waiting: (() => void)[] = [];

  /** @param o.destroyAll destroys all programs; called only while none runs */
  constructor(o: { readonly destroyAll: () => void; readonly manyNodes: number }) {
    this.#destroyAll = o.destroyAll;
    this.#manyNodes = o.manyNodes;
  }

  /** Number of programs that XLA may hold: those in use, and unused ones that are not freed yet. */
  get count(): number {
    return this.#programs.size;
  }

  /** Number of programs that a compiled function uses. */
  get used(): number {
    return [...this.#programs.values()].filter(({ users }) => users > 0).length;
  }

  /** One more user of a program. @param nodes of its graph and the graphs in it, a measure of its memory */
  add(name: string, nodes: number): void {
    const entry = this.#programs.get(name);
    if (entry === undefined) this.#programs.set(name, { nodes, users: 1 });
    else entry.users++;
  }

  /** One user fewer. */
  remove(name: string): void {
    const entry = this.#programs.get(name);
    if (entry === undefined) return;
    entry.users--;
    this.#freeUnused();
  }

  /** A compiled function begins to run. Programs are destroyed only while none runs. */
  begin(): void {
    this.#running++;
  }

  end(): void {
    this.#running--;
    if (this.#running === 0 && this.#waiting.length > 0) {
      this.#destroyAll();
      for (const done of this.#waiting.splice(0)) done();
    }
    this.#freeUnused();
  }

  /** Destroys all programs, as soon as none runs. XLA keeps the errors of programs, too: this makes it compile again. */
  async forget(): Promise<void> {
    if (this.#running === 0) return this.#destroyAll();
    await new Promise<void>((done) => this.#waiting.push(done));
  }

  /** Destroys all programs if the unused ones are many, and more than those in use, which must be compiled again. */
  #freeUnused(): void {
    if (this.#running > 0) return;
    const nodes = { used: 0, unused: 0 };
    for (const entry of this.#programs.values()) nodes[entry.users > 0 ? "used" : "unused"] += entry.nodes;
    if (nodes.unused < Math.max(this.#manyNodes, nodes.used)) return;
    this.#destroyAll();
    for (const [name, { users }] of this.#programs) if (users === 0) this.#programs.delete(name);
  }
}

const ofEngines = new WeakMap<TensorFlowEngine, CompiledPrograms>();

/** The programs that XLA compiles for an engine. */
export function compiledPrograms(engine: TensorFlowEngine): CompiledPrograms {
  const known = ofEngines.get(engine) ?? new CompiledPrograms({
    destroyAll: () => void (engine.gpu === null && destroyPrograms(engine)),
    manyNodes: MANY_NODES,
  });
  ofEngines.set(engine, known);
  return known;
}

/** Destroys all programs that XLA has compiled for the CPU. None may be running. @returns whether there were any */
export function destroyPrograms({ context, native }: TensorFlowEngine): boolean {
  const { name } = context.devices.find(({ type }) => type === "CPU")!;
  const destroyed = destroyResource(context, { device: name, ...XLA_PROGRAMS });
  // Compiling leaves large gaps in the heap: without this, 220 MB more stayed with the process in our measurement.
  native.malloc_trim?.(0n);
  return destroyed;
}
