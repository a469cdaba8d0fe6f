import assert from "node:assert/strict";
import { csvSentences } from "../../lib/files/csv_sentences.ts";

Deno.test("csvSentences() reads the column that the header calls text, wherever it stands", () => {
  const csv = 'book,chapter,Sentence,chars\n1,1,"It was late, and cold.",22\n1,1,"He said ""no"".",13\n';
  const { sentences, column, columns } = csvSentences(csv, { name: "a.csv" });
  assert.deepEqual(sentences, ["It was late, and cold.", 'He said "no".']);
  assert.equal(column, "Sentence");
  assert.deepEqual(columns, ["book", "chapter", "Sentence", "chars"]);
});

Deno.test("csvSentences() reads Character;Sentence, separated by semicolons", () => {
  const csv = "Character;Sentence\nMira;Where, then, is the goat?\nTam;Behind you; no, further.\n";
  const { sentences } = csvSentences(csv, { name: "a.csv" });
  assert.equal(sentences[0], "Where, then, is the goat?");
});

Deno.test("csvSentences() takes one column without a header as it is", () => {
  const csv = 'It was late.\n"He said, softly, no."\nThey left.\n';
  assert.deepEqual(csvSentences(csv, { name: "a.csv" }).sentences, [
    "It was late.",
    "He said, softly, no.",
    "They left.",
  ]);
});

Deno.test("csvSentences() takes the longest prose when no header tells", () => {
  const csv = "1,Mira,The rain came down all afternoon.\n2,Tam,Nobody had seen the goat since breakfast.\n";
  const { sentences, column } = csvSentences(csv, { name: "a.csv" });
  assert.equal(column, "3");
  assert.equal(sentences.length, 2);
  assert.match(sentences[0], /^The rain/);
});

Deno.test("csvSentences() keeps line breaks inside quotes and drops empty rows", () => {
  const { sentences } = csvSentences('text\n"one\ntwo"\n\n""\nthree\n', { name: "a.csv" });
  assert.deepEqual(sentences, ["one\ntwo", "three"]);
});

Deno.test("csvSentences() names both columns when two could be the text, and reads the one it is told", () => {
  const csv = "Q,A,label\nhow are you today,quite well thanks,0\nwhat is for lunch,soup and bread,0\n";
  assert.throws(() => csvSentences(csv, { name: "chat.csv" }), /"A" and "Q"|"Q" and "A"/);
  assert.equal(csvSentences(csv, { name: "chat.csv", column: "A" }).sentences[0], "quite well thanks");
  assert.equal(csvSentences(csv, { name: "chat.csv", column: 1 }).sentences[0], "how are you today");
  assert.throws(
    () => csvSentences(csv, { name: "chat.csv", column: "B" }),
    /no column B; its columns are "Q", "A"/,
  );
});

Deno.test("csvSentences() says what is wrong with a csv of numbers, an empty csv and an open quote", () => {
  assert.throws(() => csvSentences("a,b\n1,2\n3,4\n", { name: "n.csv" }), /none of its columns/);
  assert.throws(() => csvSentences("", { name: "e.csv" }), /no rows/);
  assert.throws(() => csvSentences('text\n"open\n', { name: "q.csv" }), SyntaxError);
});

Deno.test("csvSentences() puts a sentence with commas and no quotes together again, or says which line is wrong", () => {
  const read = (csv: string) => csvSentences(csv, { name: "a.csv" }).sentences;
  assert.deepEqual(read("id,text\n1,Oh, no. Not again\n2,Yes.\n"), ["Oh, no. Not again", "Yes."]);
  assert.deepEqual(read("id,text,label\n1,Oh, no, never,0\n2,Yes.,1\n"), ["Oh, no, never", "Yes."]);
  assert.deepEqual(read("Character;Sentence\nTam;Behind you; no, further.\n"), ["Behind you; no, further."]);
  assert.deepEqual(read("id,text\n1,Yes.,,\n2,No.\n"), ["Yes.", "No."]); // empty cells are no loss
  const unsure = "title,text\nHello, world,It rained.\nTwo,Yes.\n";
  assert.throws(() => read(unsure), {
    name: "RangeError",
    message: /line 2 has 3 columns, the first row has 2/,
  });
  assert.throws(() => read("id,text\n1\n2,Yes.\n"), { name: "RangeError", message: /line 2 has 1 columns/ });
});

Deno.test('csvSentences() reads \\" inside quotes where the file writes it, and a backslash as itself where not', () => {
  const read = (csv: string) => csvSentences(csv, { name: "a.csv" }).sentences;
  assert.deepEqual(read('id,text\n1,"She said \\"no, never\\" twice"\n2,Yes.\n'), [
    'She said "no, never" twice',
    "Yes.",
  ]);
  assert.deepEqual(read('id,text\n1,"It is in C:\\"\n2,"He said ""yes"", \\o/"\n'), [
    "It is in C:\\",
    'He said "yes", \\o/',
  ]);
});

Deno.test("csvSentences() reads what spreadsheets write: sep=;, a mark, lone returns, quoted tabs", () => {
  const read = (csv: string) => csvSentences(csv, { name: "a.csv" }).sentences;
  assert.deepEqual(read("sep=;\r\nid;text\r\n1;Yes, sir.\r\n"), ["Yes, sir."]);
  assert.deepEqual(read("\ufeffid|text\r1|Yes, sir.\r2|No.\r"), ["Yes, sir.", "No."]);
  assert.deepEqual(read('id\ttext\n1\t"one\ttwo\nthree ""four"""\n'), ['one\ttwo\nthree "four"']);
  assert.deepEqual(read('id\ttext\n1\t"Best" film\n2\tsaid "so"\n'), ['"Best" film', 'said "so"']); // NSMC
});

Deno.test("csvSentences() names the line of a quotation mark that is never closed", () => {
  const csv = 'id,text\n1,Yes.\n2,"It rained.\n' + "3,No.\n".repeat(50);
  assert.throws(() => csvSentences(csv, { name: "q.csv" }), {
    name: "SyntaxError",
    message: /q\.csv as csv: line 3: a quotation mark is opened/,
  });
});
