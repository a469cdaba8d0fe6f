/**
 * The quiz of notebook 01: the order of merges, the mark of a word's inside, unknown characters, losses of different
 * tokenizers, the size of a vocabulary.
 */
import { questionsOf } from "./quiz_text.ts";

export const questions = questionsOf(`
BPE has learned the merges \`b + c\`, then \`a + b\`. How does it encode the word \`abc\`?
- \`ab\` \`c\`
  \`a + b\` is further left, but it was learned later: the order of learning decides, not the position.
+ \`a\` \`bc\`
  \`b + c\` was learned first; after it there is no \`b\` left for \`a + b\`.
- \`abc\`
  That token would need a third merge, \`a + bc\` or \`ab + c\`.

Why does the blog's vocabulary have both \`밥\` and \`##밥\`?
- To compress better.
  It costs entries: many characters are in the vocabulary twice.
+ So that the decoder knows where words begin.
  White space is dropped before BPE; only the mark shows where it was.
- Because 밥 has two meanings.
  BPE knows counts, not meanings.

The blog's pipeline gets a character that its corpus did not have. What happens?
- It becomes \`[UNK]\`.
  This pipeline has no unknown token.
- It is encoded as bytes.
  A byte-level tokenizer would do that; this one starts from characters.
+ It is dropped without a message.
  Section 4 showed it with 뷁, section 6 with NFD.
- Encoding fails with an error.
  It would be easier to notice, but nothing is thrown.

Two models with different tokenizers have a loss of 3.2 and 3.4 per token. Which one is better?
- The one with 3.2.
  Its tokens may be shorter, and shorter tokens are easier to guess.
- The one with 3.4.
  Its tokens may be longer, but that is not known from the loss.
+ You cannot tell.
  Divide by the bytes of a token: bits per byte (notebook 04) can be compared.

You double the vocabulary from 16,000 to 32,000. What happens to the length of a text in tokens?
- It is halved.
  Only the first merges shorten it that much; later ones are rarer and rarer.
+ It shrinks a little.
  Section 8's curve flattens: every doubling gains less.
- Nothing.
  Every merge shortens some text, at least the training text.
`);
