/**
 * What the hub has of a model: the files that the importer reads, with size and hash, at one revision.
 *
 * The first listing is kept beside the files, as hub-listing.json: a download that continues, or is checked
 * later, is of the same revision and needs no network if it is complete. The hub gives a large file's SHA-256 and a small
 * file's git hash. So the hashes show that the files arrived as the hub has them; that the hub has the right ones is its
 * word. Format: https://huggingface.co/docs/hub/api (GET /api/models/REPOSITORY/revision/main?blobs=true).
 */
import { join } from "node:path";
import type { CatalogueEntry, CatalogueFile, FileHash } from "./catalogue.ts";
import { downloadFolder } from "../../../project_folder.ts";
import { DownloadError } from "./download_request.ts";
import type { HubModel } from "./hub_models.ts";

/** A model with the files to fetch. */
export interface HubListing extends CatalogueEntry {
  readonly repository: string;
  /** The commit, 40 hexadecimal digits. */
  readonly revision: string;
  /** As the hub counted them in the weights' headers; undefined where it did not. */
  readonly parameters?: number;
}

interface HubOptions {
  /** The project's folder. Default: the one this file belongs to. */
  readonly root?: string;
  /** The hub's address. Default: HF_ENDPOINT, else https://huggingface.co. */
  readonly endpoint?: string;
  /** An access token, for models whose terms one accepts on their page. Default: HF_TOKEN. */
  readonly token?: string;
  /** Longest time to wait for the listing, in milliseconds. Default 30,000. */
  readonly stallMs?: number;
}

/** The hub's address without a slash at its end. */
export function hubEndpoint(): string {
  return (Deno.env.get("HF_ENDPOINT") || "https://huggingface.co").replace(/\/+$/, "");
}

/** What to send with each request to the hub: the access token, if there is one. */
export function hubHeaders(token = Deno.env.get("HF_TOKEN")): Record<string, string> {
  return token ? { authorization: `Bearer ${token}` } : {};
}

/** Small files first: a wrong config is noticed before gigabytes arrive. */
const FILES = [
  "config.json",
  "generation_config.json",
  "tokenizer.json",
  "tokenizer_config.json",
  "chat_template.jinja",
  "model.safetensors.index.json",
  "model.safetensors",
];
const SHARD = /^model-\d{5}-of-\d{5}\.safetensors$/;

/**
 * The model's files on the hub, from the kept listing where there is one.
 *
 * @throws {DownloadError} when the hub cannot be reached, refuses, or has no such files
 */
export async function listHubModel(model: HubModel, o: HubOptions = {}): Promise<HubListing> {
  const kept = join(downloadFolder(model.name, o.root), "hub-listing.json");
  const before = await readKept(kept, model);
  if (before) return before;
  const listing = readAnswer(await askHub(model, o), model, o);
  await Deno.mkdir(join(kept, ".."), { recursive: true });
  await Deno.writeTextFile(`${kept}.part`, JSON.stringify(listing, null, 2) + "\n");
  await Deno.rename(`${kept}.part`, kept);
  return listing;
}

/** A listing of another repository, or one that cannot be read, is asked for again. */
async function readKept(path: string, { repository }: HubModel): Promise<HubListing | undefined> {
  try {
    const kept = JSON.parse(await Deno.readTextFile(path)) as HubListing;
    if (kept.repository !== repository || !REVISION.test(kept.revision)) return undefined;
    const whole = kept.files.every(({ url, file, bytes, hash }) =>
      typeof url === "string" && isWanted(file) && Number.isSafeInteger(bytes) && HASH.test(hash)
    );
    return whole && kept.files.length > 0 ? kept : undefined;
  } catch {
    return undefined;
  }
}

const REVISION = /^[0-9a-f]{40}$/;
const HASH = /^(sha256:[0-9a-f]{64}|git-sha1:[0-9a-f]{40})$/;
const isWanted = (file: string) => FILES.includes(file) || SHARD.test(file);

async function askHub({ repository }: HubModel, o: HubOptions): Promise<Record<string, unknown>> {
  const { endpoint = hubEndpoint(), token, stallMs = 30_000 } = o;
  const url = `${endpoint}/api/models/${repository}/revision/main?blobs=true`;
  let response: Response;
  let text: string;
  try {
    response = await fetch(url, { headers: hubHeaders(token), signal: AbortSignal.timeout(stallMs) });
    text = await response.text();
  } catch (cause) {
    throw new DownloadError(
      `cannot reach the model hub at ${url}. Check the network and run the command again.`,
      {
        reason: "network",
        cause,
      },
    );
  }
  if ([401, 403, 404].includes(response.status)) {
    throw new DownloadError(
      `the hub shows no model ${repository}: it returned ${response.status} for ${url}`,
      {
        reason: "refused",
        next: acceptTerms(repository, endpoint),
      },
    );
  }
  if (!response.ok) {
    throw new DownloadError(`the hub returned ${response.status} ${response.statusText} for ${url}.`, {
      reason: "refused",
    });
  }
  try {
    const answer = JSON.parse(text);
    if (typeof answer === "object" && answer !== null) return answer;
  } catch { /* the same word as for another kind of JSON */ }
  throw new DownloadError(`${url} returned something that is not a model's listing: ${text.slice(0, 80)}`, {
    reason: "wrong file",
  });
}

const acceptTerms = (repository: string, endpoint: string) =>
  `compare the name. If the model's page ${endpoint}/${repository} asks you to accept terms, accept them there, make ` +
  `an access token in your settings and start the command with HF_TOKEN=… before it.`;

function readAnswer(answer: Record<string, unknown>, model: HubModel, o: HubOptions): HubListing {
  const { repository, name, title, licence } = model;
  const { endpoint = hubEndpoint(), token } = o;
  const wrong = (what: string) =>
    new DownloadError(`the hub's listing of ${repository} ${what}`, { reason: "wrong file" });
  const { sha, siblings, gated, cardData, safetensors } = answer;
  if (typeof sha !== "string" || !REVISION.test(sha)) throw wrong("names no revision");
  if (!Array.isArray(siblings)) throw wrong("names no files");
  if (gated && !hubHeaders(token).authorization) {
    throw new DownloadError(`${repository} is given only to those who have accepted its terms`, {
      reason: "refused",
      next: acceptTerms(repository, endpoint),
    });
  }
  const files = siblings
    .filter((one) => typeof one?.rfilename === "string" && isWanted(one.rfilename))
    .map((one): CatalogueFile => ({
      url: `${endpoint}/${repository}/resolve/${sha}/${one.rfilename}`,
      file: one.rfilename,
      ...sizeAndHash(one, wrong),
    }));
  const named = new Set(files.map(({ file }) => file));
  for (const file of ["config.json", "tokenizer.json"]) if (!named.has(file)) throw wrong(`has no ${file}`);
  const single = named.has("model.safetensors");
  if (!single && !named.has("model.safetensors.index.json")) {
    throw wrong("has no weights in safetensors files; other formats can run code and are not read");
  }
  const parameters = (safetensors as { total?: unknown } | undefined)?.total;
  const said = (cardData as { license?: unknown } | undefined)?.license;
  return {
    name,
    kind: "model",
    title,
    licence: typeof said === "string" ? said : licence,
    repository,
    revision: sha,
    ...(typeof parameters === "number" && { parameters }),
    files: files
      .filter(({ file }) => !(single && (SHARD.test(file) || file.endsWith(".index.json"))))
      .sort((a, b) => rank(a.file) - rank(b.file) || (a.file < b.file ? -1 : 1)),
  };
}

const rank = (file: string) => SHARD.test(file) ? FILES.length : FILES.indexOf(file);

/** A large file has the SHA-256 of its bytes, a small one git's hash. */
function sizeAndHash(
  { rfilename, size, blobId, lfs }: Record<string, unknown>,
  wrong: (what: string) => DownloadError,
): { bytes: number; hash: FileHash } {
  const sha256 = (lfs as { sha256?: unknown } | null | undefined)?.sha256;
  const bytes = (lfs as { size?: unknown } | null | undefined)?.size ?? size;
  const hash = (lfs ? `sha256:${sha256}` : `git-sha1:${blobId}`) as FileHash;
  if (!Number.isSafeInteger(bytes) || (bytes as number) < 1 || !HASH.test(hash)) {
    throw wrong(`gives no size and hash of ${rfilename}`);
  }
  return { bytes: bytes as number, hash };
}
