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

/** OpenAI's smallest GPT-2 on the model hub, at a fixed revision, because "main" may change. */
const GPT2 = "https://huggingface.co/openai-community/gpt2/resolve/607a30d783dfa663caf39e06633721c8d4cfcd7e";

const catalogue: readonly CatalogueEntry[] = [
  {
    name: "tinyshakespeare",
    kind: "text",
    title: "40,000 lines of Shakespeare's plays, as used by char-rnn and nanoGPT",
    licence: "public domain",
    files: [{
      url: "https://raw.githubusercontent.com/karpathy/char-rnn/master/data/tinyshakespeare/input.txt",
      file: "tinyshakespeare.txt",
      bytes: 1_115_394,
      hash: "sha256:86c4e6aa9db7c042ec79f339dcb96d42b0075e16b8fc2e86bf0ca57e2dc565ed",
    }],
  },
  {
    name: "alice",
    kind: "text",
    title: "Lewis Carroll, Alice's Adventures in Wonderland (Canterbury corpus)",
    licence: "public domain",
    files: [{
      url: "https://raw.githubusercontent.com/google/brotli/v1.0.9/tests/testdata/alice29.txt",
      file: "alice.txt",
      bytes: 152_089,
      hash: "sha256:7467306ee0feed4971260f3c87421154a05be571d944e9cb021a5713700c38f0",
    }],
  },
  {
    name: "as-you-like-it",
    kind: "text",
    title: "William Shakespeare, As You Like It (Canterbury corpus)",
    licence: "public domain",
    files: [{
      url: "https://raw.githubusercontent.com/google/brotli/v1.0.9/tests/testdata/asyoulik.txt",
      file: "as-you-like-it.txt",
      bytes: 125_179,
      hash: "sha256:eaa3526fe53859f34ecdf255712f9ecf0b2c903451d4755b2edaa2e2599cb0fc",
    }],
  },
  {
    name: "paradise-lost",
    kind: "text",
    title: "John Milton, Paradise Lost (Canterbury corpus)",
    licence: "public domain",
    files: [{
      url: "https://raw.githubusercontent.com/google/brotli/v1.0.9/tests/testdata/plrabn12.txt",
      file: "paradise-lost.txt",
      bytes: 481_861,
      hash: "sha256:07e2e0b461af78c7c647cb53dab39de560198e16f799b4516eccf0fbd69f764c",
    }],
  },
  {
    name: "sherlock-holmes",
    kind: "text",
    title: "Arthur Conan Doyle, The Adventures of Sherlock Holmes (Project Gutenberg's e-book 1661)",
    licence: "public domain",
    files: [{
      url: "https://raw.githubusercontent.com/jdkato/prose/v1.2.1/testdata/sherlock.txt",
      file: "sherlock-holmes.txt",
      bytes: 581_881,
      hash: "sha256:a3b2d6055bbd290a278b70f35adb46b14685b500c1a494577093d7ed3663f169",
    }],
  },
  {
    name: "gpt2",
    kind: "model",
    title: "OpenAI's GPT-2 with 124 million parameters, in Hugging Face's layout",
    licence: "MIT",
    files: [
      {
        url: `${GPT2}/config.json`,
        file: "config.json",
        bytes: 665,
        hash: "sha256:0daed7749b4f02b8f76240d5444551d7b08712dab4d0adb8239c56ba823bb7b4",
      },
      {
        url: `${GPT2}/tokenizer.json`,
        file: "tokenizer.json",
        bytes: 1_355_256,
        hash: "sha256:8414cab924d8b9b33013f0d221c5862f365ee9be39c5c2bfae8a5a9e970478a6",
      },
      {
        url: `${GPT2}/model.safetensors`,
        file: "model.safetensors",
        bytes: 548_105_171,
        hash: "sha256:248dfc3911869ec493c76e65bf2fcf7f615828b0254c12b473182f0f81d3a707",
      },
    ],
  },
];

/** Everything that can be fetched by name. */
export function listCatalogue(): readonly CatalogueEntry[] {
  return catalogue;
}
