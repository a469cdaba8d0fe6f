/** A server on loopback that can refuse, break off, send wrong bytes and redirect, and a catalogue of its files. */
import { join } from "node:path";
import type { CatalogueEntry } from "../../../../lib/tools/cli/download/catalogue.ts";
import { sha256 } from "lib/corpora";

export const book = new TextEncoder().encode("It rained on the school all week. ".repeat(3000)); // 102,000 bytes

export interface Server extends AsyncDisposable {
  readonly url: string;
  /** What each request asked for: its path and its Range header. */
  readonly requests: { path: string; range: string | null }[];
}

export type Answer = (request: Request, range: number) => Response | Promise<Response>;

export function serve(answer: Answer): Server {
  const requests: Server["requests"] = [];
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, (request) => {
    const range = request.headers.get("range");
    requests.push({ path: new URL(request.url).pathname, range });
    return answer(request, Number(/bytes=(\d+)-/.exec(range ?? "")?.[1] ?? 0));
  });
  return {
    url: `http://127.0.0.1:${server.addr.port}/book.txt`,
    requests,
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
}

/** A server that supports Range. */
export const honest: Answer = (_, from) =>
  from === 0 ? new Response(book) : new Response(book.slice(from), {
    status: 206,
    headers: { "content-range": `bytes ${from}-${book.length - 1}/${book.length}` },
  });

const folders: string[] = [];

/** Removes what `setUp` made; for the end of a test file. */
export async function cleanUp(): Promise<void> {
  for (const folder of folders.splice(0)) await Deno.remove(folder, { recursive: true });
}

export async function setUp(
  url: string,
): Promise<{ root: string; path: string; catalogue: CatalogueEntry[] }> {
  const root = await Deno.makeTempDir();
  folders.push(root);
  const entry: CatalogueEntry = {
    name: "rain",
    kind: "text",
    title: "A Book of Rain",
    licence: "ours",
    files: [{ url, file: "rain.txt", bytes: book.length, hash: `sha256:${await sha256(book)}` }],
  };
  return { root, path: join(root, "data", "downloads", "rain", "rain.txt"), catalogue: [entry] };
}

export async function putPart(path: string, bytes: Uint8Array): Promise<void> {
  await Deno.mkdir(join(path, ".."), { recursive: true });
  await Deno.writeFile(`${path}.part`, bytes);
}

export const exists = (path: string) => Deno.stat(path).then(() => true, () => false);
export const size = async (path: string) => (await Deno.stat(path)).size;
