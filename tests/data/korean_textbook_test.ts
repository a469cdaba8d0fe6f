/** The built-in Korean corpus: the same bytes every time, long enough, right, and with nothing held out in it. */
import assert from "node:assert/strict";
import { type FactKind, factKinds, koreanDocuments, koreanQuestions, koreanTextbook } from "data";
import { answerTo } from "../../data/korean_textbook/documents.ts";
import { facts } from "../../data/korean_textbook/facts.ts";
import { fillFrame, frames, framesFor } from "../../data/korean_textbook/frame.ts";
import { heldOutQuestions } from "../../data/korean_textbook/held_out_questions.ts";
import { nativeKorean, sinoKorean } from "../../data/korean_textbook/numerals.ts";
import { finalConsonant } from "../../data/korean_textbook/particles.ts";
import { bare, hasOneLevel } from "../../data/korean_textbook/wordings.ts";
import * as words from "../../data/korean_textbook/word_lists.ts";

const documents = [...koreanDocuments()];
const text = documents.map((document) => document.text).join("\n\n");
const heldOutFacts = facts.filter((fact) => fact.heldOut);

Deno.test("koreanTextbook() gives the same bytes on every machine, others for another seed", async () => {
  const first = await koreanTextbook({ characters: 50_000 });
  assert.equal(first.sha256, "e25a7d3bed97ebbe8804ffbf4b898ebb961182b30357e95eebd8ef97e7733402");
  assert.equal((await koreanTextbook({ characters: 50_000, seed: 1 })).text, first.text);
  assert.notEqual((await koreanTextbook({ characters: 50_000, seed: 2 })).text, first.text);
});

Deno.test("there are two million characters unless fewer or more are asked for", async () => {
  assert.ok(text.length >= 2_000_000);
  for (const characters of [1, 10_000, 3_000_000]) {
    const { text } = await koreanTextbook({ characters });
    assert.ok(text.length >= characters && text.length < characters + 1_000, `${text.length}`);
  }
  await assert.rejects(koreanTextbook({ characters: 0 }), RangeError);
  await assert.rejects(koreanTextbook({ characters: Infinity }), RangeError);
  await assert.rejects(koreanTextbook({ seed: 0.5 }), RangeError);
  await assert.rejects(koreanTextbook({ types: [] }), RangeError);
});

Deno.test("every kind of fact has at least 30 different frames, of them 12 statements and 500 questions to train on", () => {
  for (const kind of factKinds) {
    const all = new Set(frames().filter((frame) => frame.kind === kind).map((frame) => frame.template));
    assert.ok(all.size >= 30, `${kind}: ${all.size} frames`);
    assert.ok(framesFor(kind, "statement").length >= 12, kind);
    assert.ok(framesFor(kind, "statement", { heldOut: true }).length >= 3, kind);
    assert.ok(framesFor(kind, "question").length >= 500, kind);
    assert.ok(framesFor(kind, "question", { heldOut: true }).length >= 5, kind);
    assert.equal(framesFor(kind, "answer").length, 1, kind);
    assert.ok(framesFor(kind, "statement").some((frame) => frame.reply && frame.polite), kind);
  }
});

Deno.test("all statements for training and nearly all questions are used, and no held-out one", () => {
  const used = new Set(documents.flatMap((document) => document.frames));
  assert.deepEqual([...used].filter((frame) => frame.heldOut), []);
  const share = (use: string) => {
    const forTraining = frames().filter((frame) => frame.use === use && !frame.heldOut);
    return forTraining.filter((frame) => used.has(frame)).length / forTraining.length;
  };
  assert.equal(share("statement"), 1);
  assert.ok(share("question") > 0.9, `${share("question")}`);
});

Deno.test("no held-out statement shows in the text: nowhere do its fixed words stand in its order", () => {
  const escaped = (words: string) => words.replace(/[.?]/g, "\\$&");
  for (const frame of frames().filter((frame) => frame.heldOut && frame.use === "statement")) {
    const pattern = frame.template.split(/\{\w+\}/).map((words) =>
      escaped(words).replace(/([가-힣]+)\/([가-힣]+)/g, "(?:$1|$2)")
    ).join("[^.?\n]{1,16}");
    assert.doesNotMatch(text, new RegExp(`(?:^|[.?:] )${pattern}`, "m"), frame.template);
  }
});

Deno.test("no held-out question is asked in training: not as a wording, not as a part of one, about no fact", () => {
  for (const kind of factKinds) {
    const forTraining = framesFor(kind, "question").map(({ template }) => bare(template));
    for (const template of heldOutQuestions[kind]) {
      const among = forTraining.filter((wording) => wording.includes(bare(template)));
      assert.deepEqual(among, [], template);
    }
  }
  const read = bare(text);
  for (const { question } of koreanQuestions({ facts: "train", frames: "heldOut" })) {
    assert.ok(!read.includes(bare(question)), question);
  }
});

Deno.test("a held-out question decides its answer: it names what the answer depends on", () => {
  const needed: Record<FactKind, readonly RegExp[]> = {
    weekday: [/\{day\}/, /\{(when|neighbour|relative)\}/],
    holiday: [/\{holiday\}/],
    sum: [/\{a\}.*\{b\}/],
    left: [/\{thing\}/, /\{from\}/, /\{took\}/],
    specialty: [/\{town\}/],
    sight: [/\{town\}/],
    job: [/\{person\}/],
    food: [/\{person\}/],
    home: [/\{person\}/],
    shop: [/\{goods\}/],
    opposite: [/\{word\}/],
  };
  for (const kind of factKinds) {
    for (const template of heldOutQuestions[kind]) {
      for (const slot of needed[kind]) assert.match(template, slot);
      assert.doesNotMatch(template, /\{answer\}/);
      assert.match(template, /[.?]$/, template);
    }
  }
});

Deno.test("all facts for training are told many times, and no held-out one", () => {
  const told = new Map<string, number>();
  for (const { id, heldOut } of documents.flatMap((document) => document.facts)) {
    assert.equal(heldOut, false, id);
    told.set(id, (told.get(id) ?? 0) + 1);
  }
  for (const fact of facts.filter((fact) => !fact.heldOut)) {
    assert.ok((told.get(fact.id) ?? 0) >= 10, `${fact.id} is told ${told.get(fact.id) ?? 0} times`);
  }
});

Deno.test("no sentence of any frame about a held-out fact stands in the text", () => {
  for (const fact of heldOutFacts) {
    for (const frame of frames().filter((frame) => frame.kind === fact.kind && frame.use !== "question")) {
      const sentence = fillFrame(frame.template, fact.slots);
      assert.ok(!text.includes(sentence), sentence);
    }
  }
});

Deno.test("about one fact in eight of each kind is held out, and those that give each other away together", () => {
  for (const kind of factKinds) {
    const all = facts.filter((fact) => fact.kind === kind);
    const share = all.filter((fact) => fact.heldOut).length / all.length;
    assert.ok(share > 0.08 && share < 0.16, `${kind}: ${share}`);
  }
  const sums = new Map(facts.filter((f) => f.kind === "sum").map((f) => [f.id, f.heldOut]));
  for (const [id, held] of sums) {
    const [, a, b] = id.split(" ");
    assert.equal(sums.get(`sum ${b} ${a}`), held, id);
  }
  const opposites = facts.filter((fact) => fact.kind === "opposite");
  for (const fact of opposites) {
    const back = opposites.find((other) => other.slots.word === fact.slots.answer);
    assert.equal(back?.slots.answer, fact.slots.word);
    assert.equal(back?.heldOut, fact.heldOut);
  }
});

Deno.test("the facts that follow rules follow them", () => {
  const steps = (when: string) =>
    (words.dayCounts.indexOf(when.split(" ")[0]) + 1) * (when.endsWith("뒤") ? 1 : -1);
  const inWords = new Map(Array.from({ length: 99 }, (_, i) => [sinoKorean(i + 1), i + 1]));
  const counted = new Map(Array.from({ length: 20 }, (_, i) => [nativeKorean(i + 1), i + 1]));
  const count = (words: string) => counted.get(words.split(" ")[0])!;
  for (const { kind, id, slots } of facts) {
    if (kind === "weekday") {
      const day = words.weekdays.indexOf(slots.day);
      assert.equal(words.weekdays.indexOf(slots.answer), (day + steps(slots.when) + 7) % 7, id);
    } else if (kind === "sum") {
      assert.equal(inWords.get(slots.a)! + inWords.get(slots.b)!, inWords.get(slots.answer), id);
    } else if (kind === "left") {
      assert.equal(count(slots.from) - count(slots.took), count(slots.answer), id);
      for (const slot of [slots.from, slots.took, slots.answer]) {
        assert.ok(slot.endsWith(` ${slots.unit}`), id);
      }
    }
  }
});

Deno.test("each fact has one answer: nothing is told about the same subject twice with different ends", () => {
  assert.equal(new Set(facts.map((fact) => fact.id)).size, facts.length);
  const answers = new Map<string, string>();
  for (
    const paper of [{ facts: "train", frames: "train" }, { facts: "heldOut", frames: "heldOut" }] as const
  ) {
    for (const { question, answer } of koreanQuestions(paper)) {
      assert.equal(answers.get(question) ?? answer, answer, question);
      answers.set(question, answer);
    }
  }
});

Deno.test("koreanQuestions() asks about the facts and in the frames of its paper only", () => {
  for (const factPart of ["train", "heldOut"] as const) {
    for (const framePart of ["train", "heldOut"] as const) {
      const paper = koreanQuestions({ facts: factPart, frames: framePart, size: 2_000 });
      assert.ok(paper.length >= 300, `${factPart} ${framePart}: ${paper.length}`);
      for (const { fact, frame, answer } of paper) {
        assert.equal(fact.heldOut, factPart === "heldOut");
        assert.equal(frame.heldOut, framePart === "heldOut");
        assert.equal(answer, answerTo(fact));
        assert.ok(answer.includes(fact.slots.answer));
      }
    }
  }
});

Deno.test("koreanQuestions() with a size asks for every fact, each in as many wordings as its kind has room for", () => {
  const o = { facts: "train", frames: "train", size: 25_000 } as const;
  const paper = koreanQuestions(o);
  assert.ok(Math.abs(paper.length - o.size) < 0.02 * o.size, `${paper.length}`);
  for (const [kind, ofKind] of Map.groupBy(paper, ({ fact }) => fact.kind)) {
    const known = facts.filter((fact) => fact.kind === kind && !fact.heldOut);
    const counts = [...Map.groupBy(ofKind, ({ fact }) => fact).values()].map((ofFact) => ofFact.length);
    assert.deepEqual(counts, known.map(() => counts[0]), kind);
    assert.ok(new Set(ofKind.map(({ question }) => question)).size > 0.95 * ofKind.length, kind);
    const wordings = new Set(ofKind.map(({ frame }) => frame)).size;
    assert.ok(wordings > 0.8 * framesFor(kind, "question").length, `${kind}: ${wordings}`);
  }
  assert.deepEqual(koreanQuestions(o), paper);
});

Deno.test("weekdays ahead and back are asked for in the same words, and passages tell both", () => {
  const paper = koreanQuestions({ facts: "train", frames: "train", size: 5_000 });
  const ofDay = Map.groupBy(
    paper.filter(({ fact }) => fact.kind === "weekday"),
    ({ fact }) => fact.slots.day,
  );
  for (const [day, questions] of ofDay) {
    const wordings = [...Map.groupBy(questions, ({ fact }) => fact).values()].map((ofFact) =>
      ofFact.map(({ frame }) => frame)
    );
    for (const other of wordings) assert.deepEqual(other, wordings[0], day);
  }
  const known = facts.filter(({ kind, heldOut }) => kind === "weekday" && !heldOut);
  for (const { facts: told, type, text } of documents.slice(0, 5_000)) {
    if (type !== "passage") continue;
    for (const fact of told.filter(({ kind }) => kind === "weekday")) {
      const pair = known.filter(({ slots }) => slots.day === fact.slots.day);
      assert.ok(pair.every((other) => told.includes(other)), text);
    }
  }
});

Deno.test("after each word of the world stands the particle that its last sound asks for", () => {
  const world = new Set(facts.flatMap((fact) => Object.values(fact.slots)).filter((word) => word !== "뒤"));
  const rule = { 은: true, 는: false, 을: true, 를: false, 과: true, 와: false };
  let checked = 0;
  for (const match of text.matchAll(/([가-힣]+)([은는을를과와])(?= )/g)) {
    const [, word, particle] = match;
    if (!world.has(word) || world.has(word + particle)) continue; // 사과 is no 사 with a particle
    checked++;
    assert.equal(finalConsonant(word.at(-1)!) > 0, rule[particle as keyof typeof rule], match[0]);
  }
  assert.ok(checked > 20_000, `${checked} particles checked`);
});

Deno.test("no template shows through, and every sentence is whole", () => {
  assert.deepEqual(text.match(/.{0,20}[{}/|*].{0,20}/g) ?? [], []);
  assert.deepEqual(text.match(/.{0,20}(?: {2}| [,.?]|[.?,]{2}).{0,20}/g) ?? [], []);
  for (const { type, text } of documents.slice(0, 3_000)) {
    for (const line of text.split("\n")) assert.match(line, /[.?]$/, type);
    if (type === "dialogue") assert.ok(text.split("\n").every((line) => /^[가-힣]+: /.test(line)), text);
  }
});

Deno.test("no question mixes levels of politeness, asks for a day off, or has one of the odd forms once drawn", () => {
  for (const { template } of frames().filter(({ use, heldOut }) => use === "question" && !heldOut)) {
    assert.ok(hasOneLevel(template), template);
    assert.doesNotMatch(template, /더하면은|뭐인지|뭐일지|맛있어할|맞서는|쉬(어|나|지|니)/);
  }
});

Deno.test("a sum is also written in digits, beside the words, with the particle of the spoken digit", () => {
  assert.match(text, /2\+5=7, 곧 이 더하기 오는 칠입니다[.]/);
  assert.match(text, /(?:^| )[1-9]\+[1-9][은는] (?:얼마|몇)/m);
  assert.doesNotMatch(text, /[1368]는 |[2459]은 /);
});

Deno.test("a passage keeps its style: plain sentences or polite ones, never both", () => {
  for (const { type, text } of documents.filter(({ type }) => type === "passage").slice(0, 3_000)) {
    const ends = text.split(/(?<=[.?]) /).map((sentence) =>
      /(요|니다|니까|시다|나요|까요)[.?]$/.test(sentence)
    );
    assert.equal(new Set(ends).size, 1, `${type}: ${text}`);
  }
});

Deno.test("nobody in a dialogue is asked about himself or talks to himself", () => {
  for (const { text, facts } of documents.filter(({ type }) => type === "dialogue").slice(0, 3_000)) {
    const speakers = new Set(text.split("\n").map((line) => line.split(":")[0]));
    assert.equal(speakers.size, 2, text);
    for (const fact of facts) assert.ok(!speakers.has(fact.slots.person), text);
  }
});

Deno.test("held-out texts hold what the training text lacks", () => {
  const heldFrames = [...koreanDocuments({ characters: 20_000, frames: "heldOut" })];
  assert.ok(heldFrames.flatMap((document) => document.frames).every((frame) => frame.heldOut));
  assert.ok(heldFrames.flatMap((document) => document.facts).every((fact) => !fact.heldOut));
  const heldFacts = [...koreanDocuments({ characters: 20_000, facts: "heldOut" })];
  assert.ok(heldFacts.flatMap((document) => document.facts).every((fact) => fact.heldOut));
  assert.ok(heldFacts.every((document) => document.facts.length > 0));
});
