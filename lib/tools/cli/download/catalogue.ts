/**
 * What `./course data` can fetch with a hash that the course itself knows: openly licensed texts and GPT-2. Other models
 * are in hub_models.ts.
 *
 * The hash of a listed file is known from the file itself or from two independent publications; data/README.md says which.
 */

/**
 * The hash of a file's bytes, in hexadecimal digits. "git-sha1" is what git (and the model hub for its small files) calls
 * a blob's id: the SHA-1 of "blob LENGTH", a zero byte, and the bytes.
 */
export type FileHash = `sha256:${string}` | `git-sha1:${string}`;

/** A file on the network. */
export interface CatalogueFile {
  readonly url: string;
  /** File name below data/downloads/NAME/. */
  readonly file: string;
  readonly bytes: number;
  readonly hash: FileHash;
}

/** A text (one file) or a model (several). */
export interface CatalogueEntry {
  readonly name: string;
  readonly kind: "text" | "model";
  readonly title: string;
  readonly licence: string;
  readonly files: readonly CatalogueFile[];
}

/** Bytes of all files of an entry. */
export function totalBytes({ files }: CatalogueEntry): number {
  return files.reduce((sum, { bytes }) => sum + bytes, 0);
}

/** A text in the public domain: one file, named like the entry, from a repository at a fixed version. */
function text(
  name: string,
  o: { readonly title: string; readonly path: string; readonly bytes: number; readonly sha256: string },
): CatalogueEntry {
  const url = `https://raw.githubusercontent.com/${o.path}`;
  const files = [{ url, file: `${name}.txt`, bytes: o.bytes, hash: `sha256:${o.sha256}` as const }];
  return { name, kind: "text", title: o.title, licence: "public domain", files };
}

/** A file of OpenAI's smallest GPT-2 on the model hub, at a fixed revision, because "main" may change. */
function gpt2File(file: string, bytes: number, sha256: string): CatalogueFile {
  const folder = "openai-community/gpt2/resolve/607a30d783dfa663caf39e06633721c8d4cfcd7e";
  return { url: `https://huggingface.co/${folder}/${file}`, file, bytes, hash: `sha256:${sha256}` };
}

const catalogue: readonly CatalogueEntry[] = [
  text("tinyshakespeare", {
    title: "40,000 lines of Shakespeare's plays, as used by char-rnn and nanoGPT",
    path: "karpathy/char-rnn/master/data/tinyshakespeare/input.txt",
    ...{ bytes: 1_115_394, sha256: "86c4e6aa9db7c042ec79f339dcb96d42b0075e16b8fc2e86bf0ca57e2dc565ed" },
  }),
  text("alice", {
    title: "Lewis Carroll, Alice's Adventures in Wonderland (Canterbury corpus)",
    path: "google/brotli/v1.0.9/tests/testdata/alice29.txt",
    ...{ bytes: 152_089, sha256: "7467306ee0feed4971260f3c87421154a05be571d944e9cb021a5713700c38f0" },
  }),
  text("as-you-like-it", {
    title: "William Shakespeare, As You Like It (Canterbury corpus)",
    path: "google/brotli/v1.0.9/tests/testdata/asyoulik.txt",
    ...{ bytes: 125_179, sha256: "eaa3526fe53859f34ecdf255712f9ecf0b2c903451d4755b2edaa2e2599cb0fc" },
  }),
  text("paradise-lost", {
    title: "John Milton, Paradise Lost (Canterbury corpus)",
    path: "google/brotli/v1.0.9/tests/testdata/plrabn12.txt",
    ...{ bytes: 481_861, sha256: "07e2e0b461af78c7c647cb53dab39de560198e16f799b4516eccf0fbd69f764c" },
  }),
  text("sherlock-holmes", {
    title: "Arthur Conan Doyle, The Adventures of Sherlock Holmes (Project Gutenberg's e-book 1661)",
    path: "jdkato/prose/v1.2.1/testdata/sherlock.txt",
    ...{ bytes: 581_881, sha256: "a3b2d6055bbd290a278b70f35adb46b14685b500c1a494577093d7ed3663f169" },
  }),
  {
    name: "gpt2",
    kind: "model",
    title: "OpenAI's GPT-2 with 124 million parameters, in Hugging Face's layout",
    licence: "MIT",
    files: [
      gpt2File("config.json", 665, "0daed7749b4f02b8f76240d5444551d7b08712dab4d0adb8239c56ba823bb7b4"),
      gpt2File(
        "tokenizer.json",
        1_355_256,
        "8414cab924d8b9b33013f0d221c5862f365ee9be39c5c2bfae8a5a9e970478a6",
      ),
      gpt2File(
        "model.safetensors",
        548_105_171,
        "248dfc3911869ec493c76e65bf2fcf7f615828b0254c12b473182f0f81d3a707",
      ),
    ],
  },
];

/** Everything that can be fetched by name. */
export function listCatalogue(): readonly CatalogueEntry[] {
  return catalogue;
}
