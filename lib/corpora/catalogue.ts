/**
 * The texts that `./course data` can fetch: openly licensed, each with the hash that its bytes must have.
 *
 * An entry is listed only when its hash is known from the file itself or from two independent publications of it;
 * data/README.md says which.
 */

/** A text on the network. */
export interface CatalogueEntry {
  readonly name: string;
  readonly title: string;
  readonly url: string;
  /** File name below data/downloads/NAME/. */
  readonly file: string;
  readonly bytes: number;
  /** SHA-256 of the file, as 64 hexadecimal digits. */
  readonly sha256: string;
  readonly licence: string;
}

const catalogue: readonly CatalogueEntry[] = [
  {
    name: "tinyshakespeare",
    title: "40,000 lines of Shakespeare's plays, as used by char-rnn and nanoGPT",
    url: "https://raw.githubusercontent.com/karpathy/char-rnn/master/data/tinyshakespeare/input.txt",
    file: "tinyshakespeare.txt",
    bytes: 1_115_394,
    sha256: "86c4e6aa9db7c042ec79f339dcb96d42b0075e16b8fc2e86bf0ca57e2dc565ed",
    licence: "public domain",
  },
  {
    name: "alice",
    title: "Lewis Carroll, Alice's Adventures in Wonderland (Canterbury corpus)",
    url: "https://raw.githubusercontent.com/google/brotli/v1.0.9/tests/testdata/alice29.txt",
    file: "alice.txt",
    bytes: 152_089,
    sha256: "7467306ee0feed4971260f3c87421154a05be571d944e9cb021a5713700c38f0",
    licence: "public domain",
  },
  {
    name: "as-you-like-it",
    title: "William Shakespeare, As You Like It (Canterbury corpus)",
    url: "https://raw.githubusercontent.com/google/brotli/v1.0.9/tests/testdata/asyoulik.txt",
    file: "as-you-like-it.txt",
    bytes: 125_179,
    sha256: "eaa3526fe53859f34ecdf255712f9ecf0b2c903451d4755b2edaa2e2599cb0fc",
    licence: "public domain",
  },
  {
    name: "paradise-lost",
    title: "John Milton, Paradise Lost (Canterbury corpus)",
    url: "https://raw.githubusercontent.com/google/brotli/v1.0.9/tests/testdata/plrabn12.txt",
    file: "paradise-lost.txt",
    bytes: 481_861,
    sha256: "07e2e0b461af78c7c647cb53dab39de560198e16f799b4516eccf0fbd69f764c",
    licence: "public domain",
  },
];

/** All texts that can be fetched by name. */
export function listCatalogue(): readonly CatalogueEntry[] {
  return catalogue;
}
