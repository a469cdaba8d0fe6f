/**
 * Models of Hugging Face's hub that `./course data` knows by a short name; any other is named by its repository,
 * "OWNER/NAME". What the hub has of them (files, sizes, hashes, licence) is asked when one is fetched: hub_listing.ts.
 */

/** A model's repository on the hub. */
export interface HubModel {
  /** For the command line, and the folder below data/downloads. */
  readonly name: string;
  /** "OWNER/NAME". */
  readonly repository: string;
  readonly title: string;
  /** As its page named it when this list was written; what the hub says today is printed before a download. */
  readonly licence: string;
  /** Millions of parameters, as its publisher gives them. */
  readonly millions?: number;
}

/** Name, millions of parameters, repository, licence, title. */
const models: readonly HubModel[] = `
monad        |   57 | PleIAs/Monad                        | Apache 2.0 | Pleias's Monad, the smaller sister of Baguettotron; English
smollm2-135m |  135 | HuggingFaceTB/SmolLM2-135M-Instruct | Apache 2.0 | Hugging Face's SmolLM2 for chats; English
baguettotron |  321 | PleIAs/Baguettotron                 | Apache 2.0 | Pleias's Baguettotron, 80 layers, of which the first blog post tells; European languages
qwen3-0.6b   |  596 | Qwen/Qwen3-0.6B                     | Apache 2.0 | Alibaba's smallest Qwen3; many languages, Korean among them
kanana-nano  | 2100 | kakaocorp/kanana-nano-2.1b-instruct | CC BY-NC 4.0: not for commercial use | Kakao's Kanana Nano, of which the first blog post tells; Korean and English
`.trim().split("\n").map((row) => {
  const [name, millions, repository, licence, title] = row.split("|").map((cell) => cell.trim());
  return { name, repository, title, licence, millions: Number(millions) };
});

/** The models with a short name, the smallest first. */
export function listHubModels(): readonly HubModel[] {
  return models;
}

/** The model that a short name or "OWNER/NAME" names; undefined where it is neither. */
export function findHubModel(name: string): HubModel | undefined {
  const known = models.find((model) => model.name === name || model.repository === name);
  if (known) return known;
  if (!/^[A-Za-z0-9][\w.-]*\/[A-Za-z0-9][\w.-]*$/.test(name)) return undefined;
  return { name: name.replace("/", "--"), repository: name, title: name, licence: "not said" };
}
