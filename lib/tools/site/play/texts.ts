/**
 * All texts of the pages on which models run, in English; functions fill numbers in. They are translated when they are read,
 * so that an export can make the pages of both languages: their Korean is in assets/ko/messages/pages.json. Pages and their
 * scripts show them as text, never as HTML.
 */
import { translate } from "../../../language.ts";

const ENGLISH = {
  menu: {
    title: "Try the models",
    lead: "These pages run the course's own code and models in your browser. Nothing is sent anywhere.",
  },
  shared: {
    loading: "Loading the model …",
    running: "The model is writing …",
    restarted: "The model's worker had stopped. It was started again, and the request is repeated.",
    failed: (reason: string) => `That did not work: ${reason}`,
    noScript: "This is a picture. With JavaScript you can try the model here.",
    stop: "Stop",
    stopped: "Stopped.",
    speed: (o: { first: number; perSecond: number; tokens: number; engine: string }) =>
      o.tokens < 2
        ? `${o.tokens} token after ${o.first} ms (${o.engine}).`
        : `${o.tokens} tokens; the first after ${o.first} ms; ${o.perSecond} tokens a second (${o.engine}).`,
    notSeed: (found: string) => `Seed: expected a whole number from 0 to 2,147,483,647, found ${found}.`,
    repaired: "Half a character (a lone surrogate) became �.",
    engines: { webgpu: "WebGPU", wasm: "WebAssembly", cpu: "plain JavaScript" },
    layer: (layer: number, head: number) => `layer ${layer}, head ${head}`,
    madeBy: (command: string) => `Trained by ${command}.`,
  },
  lotto: {
    title: "The lottery model",
    summary:
      "Buy lottery tickets from a GPT: it draws the numbers, counts the matches and computes the rate of return.",
    lead:
      "This GPT behaves like a program: it reads a purchase, draws the tickets, compares them with the winning " +
      "numbers and computes the rate of return (수익률). It writes every step of its work as tokens. Then the " +
      "course's grader compares its answer with the real program's.",
    form: "A purchase",
    money: "Amount in won (1,000 a ticket, up to 20 tickets)",
    winning: "Six winning numbers, 1 to 45",
    bonus: "Bonus number",
    seed: "Seed (another seed draws other tickets)",
    ask: "Ask the model",
    lucky: "Random numbers",
    answer: "The answer",
    work: "The work, token by token",
    workNote:
      "Each line has 19 tokens. Choose a token, or move with the arrow keys: the colour of each earlier token shows " +
      "how much the chosen head attends to it.",
    head: "Attention head",
    right: "✓ The program would have printed the same.",
    wrong: (reasons: string) => `✗ The program would have printed something else: ${reasons}`,
    looks: (o: { token: string; head: string; list: string }) =>
      `From ${o.token}, ${o.head} attends to ${o.list}.`,
    looksNowhere: (o: { token: string; head: string }) =>
      `From ${o.token}, ${o.head} attends to many tokens a little.`,
    notWhole: (what: string, found: string) => `${what}: expected whole numbers, found ${found}.`,
    cannotSpell: (reason: string) => `The model has no tokens for this purchase: ${reason}.`,
  },
  tokenizer: {
    title: "Text to tokens",
    summary: "Type any text and see it as GPT-2's tokens, as the course's own tokens, and as bytes.",
    lead:
      "A language model does not read letters. It reads tokens (토큰): pieces of text with a number. Type any " +
      "text. GPT-2's tokenizer has 50,257 tokens, learned from English web pages. Ours has 1,024, learned from the " +
      "course's built-in book. Both begin with the bytes of the text and merge pairs.",
    form: "A text",
    text: "Text (any language, up to 500 characters)",
    cut: "Only the first 500 characters are shown.",
    gpt2: "GPT-2's tokens",
    ours: "Our tokens",
    bytes: "Bytes (UTF-8)",
    count: (tokens: number, bytes: number) =>
      `${tokens} tokens for ${bytes} bytes${
        tokens > 0 ? `: ${(bytes / tokens).toFixed(1)} bytes a token` : ""
      }`,
    countBytes: (bytes: number) => `${bytes} bytes in all`,
    steps: "Step through the merges",
    which: "Tokenizer",
    none: "No pair of this text has a merge.",
    empty: "Type something.",
  },
  attention: {
    title: "Attention heads that repeat words",
    summary: "Type a word twice and see how two layers of attention predict its next letter.",
    lead:
      "This small model (28,032 parameters, notebook 03) has learned one thing: to continue a word that repeats. " +
      "Type a word of different letters, again and again. In the second round, a head of layer 2 looks from each " +
      "letter to the letter that followed it before: an induction head (인덕션 헤드).",
    form: "Repeated letters",
    text: "Letters a to x (the model knows no others), up to 32",
    leftOut: (letters: string) => `Left out, because the model has no such tokens: ${letters}`,
    tooLong: "Only the last 32 letters are used.",
    next: "The likeliest next letter",
    nextIs: (list: string) => `The model's next letter: ${list}.`,
    empty: "Type at least two of the letters a to x.",
  },
  writer: {
    title: "A writer",
    summary: "Begin a story, and a small GPT continues it. Choose how it draws each token.",
    lead:
      "This GPT was trained on one book, the course's built-in story of a school of wizards. It continues what " +
      "you type, token by token. Expect little: it is small and was trained for minutes. It has the book's tone and " +
      "names, invents words, and its sentences rarely mean anything. A lower temperature gives more real words.",
    form: "A beginning",
    prompt: "Text to continue",
    temperature: "Temperature",
    topK: "Top-k (0: off)",
    topP: "Top-p",
    length: "Tokens to write",
    seed: "Seed",
    write: "Write",
    one: "One token",
    clear: "Start again",
    text: "The text",
    textNote:
      "Point at a written token, or reach it with Tab and the arrow keys: its probability with the settings above, and the " +
      "likeliest candidates at its position.",
    candidates: "Candidates for the next token",
    candidatesNote:
      "The pale bar is the model's probability, the dark bar the probability after temperature, top-k and top-p. " +
      "Choose a candidate to append it.",
    candidate: (o: { text: string; model: string; drawn: string }) =>
      `append ${o.text}: the model ${o.model}, drawn with ${o.drawn}`,
    empty: "Type a beginning first. This model has no token that begins a text.",
    tooLong: (tokens: number) => `The model reads only the last ${tokens} tokens.`,
    size: (o: { parameters: string; megabytes: string }) => `${o.parameters} parameters, ${o.megabytes} MB.`,
    loss: (o: { float32: string; float16: string }) =>
      `Held-out loss ${o.float16} bits per byte with float16 weights, as here (${o.float32} with float32).`,
  },
  learner: {
    title: (name: string) => `A trained model: ${name}`,
    summary: (name: string) => `The model from ${name}.`,
    lead: "A model that was trained with the course. It continues what you type, token by token.",
  },
};

/** The same texts in the language that is shown at the time. */
export const TEXTS = translated(ENGLISH);

function translated<Texts extends object>(texts: Texts): Texts {
  return new Proxy(texts, {
    get(_, name) {
      const text: unknown = Reflect.get(texts, name);
      if (typeof text === "function") return (...values: unknown[]) => translate(text(...values));
      return typeof text === "object" ? translated(text!) : translate(text as string);
    },
  });
}
