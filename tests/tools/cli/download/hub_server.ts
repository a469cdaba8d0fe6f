/** A model hub on loopback: the listing of a repository and its files, in the shapes of Hugging Face's. */
import { createHash } from "node:crypto";

const REVISION = "0123456789abcdef0123456789abcdef01234567";

export interface Hub extends AsyncDisposable {
  readonly endpoint: string;
  /** Each request: its path with search, and its headers. */
  readonly requests: { readonly path: string; readonly headers: Headers }[];
}

interface HubModelFiles {
  readonly repository?: string;
  /** Name → content; safetensors files are listed as large files (LFS), others as small ones. */
  readonly files: Readonly<Record<string, string | Uint8Array<ArrayBuffer>>>;
  /** Overrides fields of the listing. */
  readonly listing?: Readonly<Record<string, unknown>>;
  /** Instead of the file of this name. */
  readonly serve?: (name: string, request: Request) => Response | undefined;
}

/** The listing in the form of `GET /api/models/REPOSITORY/revision/main?blobs=true`. */
function listing({ repository, files }: HubModelFiles): Record<string, unknown> {
  return {
    id: repository,
    sha: REVISION,
    gated: false,
    cardData: { license: "apache-2.0" },
    safetensors: { parameters: { BF16: 1000 }, total: 1000 },
    siblings: Object.entries(files).map(([rfilename, content]) => {
      const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
      const git = createHash("sha1").update(`blob ${bytes.length}\0`).update(bytes).digest("hex");
      const sha256 = createHash("sha256").update(bytes).digest("hex");
      return rfilename.endsWith(".safetensors")
        ? {
          rfilename,
          size: bytes.length,
          blobId: git,
          lfs: { sha256, size: bytes.length, pointerSize: 134 },
        }
        : { rfilename, size: bytes.length, blobId: git };
    }),
  };
}

/** Starts the hub; the caller disposes it. */
export function serveHub(model: HubModelFiles): Hub {
  const { repository = "someone/Rain", files, serve } = model;
  const requests: Hub["requests"] = [];
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, (request) => {
    const { pathname, search } = new URL(request.url);
    requests.push({ path: pathname + search, headers: request.headers });
    if (pathname === `/api/models/${repository}/revision/main`) {
      return Response.json({ ...listing({ ...model, repository }), ...model.listing });
    }
    const file = pathname.split(`/${repository}/resolve/${REVISION}/`)[1];
    const special = file && serve?.(file, request);
    if (special) return special;
    if (file === undefined || !(file in files)) {
      return new Response("Repository not found", { status: 401, statusText: "Unauthorized" });
    }
    return new Response(files[file]);
  });
  return {
    endpoint: `http://127.0.0.1:${server.addr.port}`,
    requests,
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
}
