/** Shapes that people's files have: semicolons, lists of JSON, chats; each is read right or reported. */
import assert from "node:assert/strict";
import { readCorpus, readDocuments } from "lib/corpora";
import { read, utf8, withFile } from "./read_as_file.ts";
import { zipOf } from "./zip_of.ts";

Deno.test("a table is read with the separator that it has", async () => {
  for (const separator of [",", ";", "\t", "|"]) {
    const rows = [["Q", "A", "label"], ["안녕", "네", "0"], ["뭐 해", "그냥", "1"]];
    const table = rows.map((row) => row.join(separator) + "\n").join("");
    for (const content of [table, `sep=${separator}\n${table}`]) {
      assert.deepEqual((await read("a.csv", content)).texts, ["안녕\n네", "뭐 해\n그냥"]);
    }
  }
  const broken = "Q;A;label\n안녕;네;0\n둘;뿐\n넷이다;네;0;1\n끝;네;1\n"; // rows that do not fit do not mislead
  const { texts, bad } = await read("a.csv", broken);
  assert.deepEqual(texts, ["안녕\n네", "끝\n네"]);
  assert.deepEqual(bad.map((row) => row.split(":")[0]), ["3", "4"]);
});

Deno.test("a separator in the text is not taken for the table's when the header cannot be read with it", async () => {
  const table = '"질문"\t"답변"\n"하나"\t"둘\n셋;y "\n"넷 x;y"\t"다섯"\n';
  assert.deepEqual((await read("a.csv", table)).texts, ["하나\n둘\n셋;y ", "넷 x;y\n다섯"]);
});

Deno.test("a quotation mark that is never closed costs its own line, wherever it stands", async () => {
  const rows = Array.from({ length: 50 }, (_, i) => `질문${i},답${i},0`);
  for (const at of [0, 25, 49]) {
    const lines = rows.with(at, `"열린,네,0`);
    const { texts, bad } = await read("a.csv", ["Q,A,label", ...lines, ""].join("\n"));
    assert.equal(texts.length, 49);
    assert.deepEqual(bad.map((row) => row.split(":")[0]), [`${at + 2}`]);
  }
  // Two of them: what stands between is no cell of 20 lines.
  const two = rows.with(10, `"열린,네,0`).with(30, `닫는,"네,0`);
  const { texts, bad } = await read("a.csv", ["Q,A,label", ...two, ""].join("\n"));
  assert.deepEqual([texts.length, bad.length], [48, 2]);
});

Deno.test("a cell in quotes may be a whole article, and a stray quotation mark before 30,000 rows costs one", async () => {
  const article = '그는 ""네"" 했다.\n'.repeat(2000);
  assert.deepEqual((await read("a.csv", `text\n"${article}"\n"둘"\n`)).texts, [
    article.replaceAll('""', '"'),
    "둘",
  ]);
  // The record must not be read again from its start at each line: this took a minute.
  const long = '그는 ""네"" 했다.\n'.repeat(9500);
  const start = performance.now();
  assert.equal((await read("a.csv", `id,text\n1,"${long}"\n2,둘\n`)).texts.length, 2);
  assert.ok(performance.now() - start < 15_000);
  const rows = Array.from({ length: 30_000 }, (_, i) => `질문${i},답${i},0`).with(5, '"열린,네,0');
  const { texts, bad } = await read("a.csv", ["Q,A,label", ...rows].join("\n"));
  assert.deepEqual([texts.length, bad.length], [29_999, 1]);
});

Deno.test("a cell of several lines ends where its quotation mark is closed, doubled or after a backslash", async () => {
  const doubled = 'id,text\n1,"가 ""\n""\n"""",나\n"""\n2,"다"\n';
  assert.deepEqual((await read("a.csv", doubled)).texts, ['가 "\n"\n"",나\n"', "다"]);
  const slashes = 'id,text\n1,"그는 \\"네\n라고\\"\n\\\\"\n2,"다 \\"라"\n';
  assert.deepEqual((await read("a.csv", slashes)).texts, ['그는 "네\n라고"\n\\', '다 "라']);
});

Deno.test("tab-separated files are read with quotes where Excel put them, and without where people wrote them", async () => {
  const excel = 'id\ttext\n1\t"첫 줄\n둘째 ""줄"""\n2\t둘\n';
  assert.deepEqual((await read("a.tsv", excel)).texts, ['첫 줄\n둘째 "줄"', "둘"]);
  const people = 'id\ttext\n1\t"최고"의 영화\n2\t"\n3\t그는 ""라고 했다\n';
  assert.deepEqual((await read("a.tsv", people)).texts, ['"최고"의 영화', '"', '그는 ""라고 했다']);
});

Deno.test("a table of one column without a header loses no row", async () => {
  assert.deepEqual((await read("a.csv", "비가 왔다.\n눈이 왔다.\n")).texts, ["비가 왔다.", "눈이 왔다."]);
  assert.deepEqual((await read("a.csv", "text\n비가 왔다.\n")).texts, ["비가 왔다."]);
});

Deno.test("JSON: a list of objects, JSONL under the name .json, numbers that only Python writes", async () => {
  const list = '[{"text":"하나"},{"n":1},{"text":"둘"}]';
  const { texts, bad } = await read("a.json", list);
  assert.deepEqual([texts, bad.length], [["하나", "둘"], 1]);
  assert.deepEqual((await read("a.json", '{"text":"하나"}\n{"text":"둘"}\n')).texts, ["하나", "둘"]);
  assert.deepEqual((await read("a.json", '["하나","둘"]')).texts, ["하나", "둘"]);
  const python = '{"text":"NaN은 수가 아니다","score":NaN}\n{"text":"둘","score":-Infinity}\n';
  assert.deepEqual((await read("a.jsonl", python)).texts, ["NaN은 수가 아니다", "둘"]);
  const cp949 = Uint8Array.of(...utf8('[{"text":"'), 0xc7, 0xd1, 0xb1, 0xdb, ...utf8('"}]'));
  assert.deepEqual((await read("a.json", cp949)).texts, ["한글"]);
});

Deno.test("JSONL under the name .json: any line ends, one row of a pair, a damaged row costs only itself", async () => {
  assert.deepEqual((await read("a.json", '{"text":"하나"}\r{"text":"둘"}\r')).texts, ["하나", "둘"]);
  assert.deepEqual((await read("a.json", '{"question":"왜?","answer":"그냥."}\n')).texts, ["왜?\n그냥."]);
  const rows = utf8('{"text":"오늘은 날씨가 맑아요."}\n'.repeat(50));
  const damaged = Uint8Array.of(...utf8('{"text":"'), 0xff, ...utf8('"}\n'), ...rows);
  const { texts, bad } = await read("a.json", damaged);
  assert.deepEqual([texts.length, bad.map((row) => row.split(":")[0])], [50, ["1"]]);
});

Deno.test("chats: messages and conversations, with the messages for encodeChat; other roles are reported", async () => {
  const lines = [
    '{"messages":[{"role":"user","content":"안녕"},{"role":"assistant","content":"네"}],"source":"a"}',
    '{"conversations":[{"from":"human","value":"안녕"},{"from":"gpt","value":"네"},{"from":"human","value":"끝"}]}',
    '{"messages":[{"role":"tool","content":"x"}]}',
    '{"messages":[]}',
    '{"question":"왜?","answer":"그냥."}',
  ];
  const { documents, bad } = await read("chat.jsonl", lines.join("\n"));
  assert.deepEqual(documents.map(({ text }) => text), ["안녕\n네", "안녕\n네\n끝", "왜?\n그냥."]);
  assert.deepEqual(documents[0].messages, [{ role: "user", text: "안녕" }, {
    role: "assistant",
    text: "네",
  }]);
  assert.deepEqual(documents[0].fields, { source: "a", question: "안녕", answer: "네" });
  assert.deepEqual(bad.map((row) => row.split(":")[0]), ["3", "4"]);
});

Deno.test("a row whose text is null, a number or a list is reported; its id is not taken for the text", async () => {
  const rows = [
    '{"text":null,"id":"abc"}',
    '{"text":123,"lang":"ko"}',
    '{"text":["a"],"id":"q"}',
    '{"question":"왜?","answer":null}',
    '{"messages":null,"source":"web"}',
    '{"id":3}',
    "{}",
  ];
  // Data sets put together from several have a null for each field of the others.
  const whole = [
    '{"text":"하나","messages":null,"question":null}',
    '{"messages":null,"conversations":[{"from":"gpt","value":"둘"}]}',
    '{"id":3,"문장들":"셋"}',
  ];
  const { texts, bad } = await read("a.jsonl", [...rows, ...whole].join("\n"));
  assert.deepEqual(texts, ["하나", "둘", "셋"]);
  assert.deepEqual(bad, [
    '1: the field "text" holds no text, found null',
    '2: the field "text" holds no text, found 123',
    '3: the field "text" holds no text, found ["a"]',
    '4: the field "answer" holds no text, found null',
    '5: the field "messages" holds no text, found null',
    '6: expected a field of text, found {"id":3}',
    "7: expected a field of text, found {}",
  ]);
  assert.deepEqual((await read("a.json", `[${rows[0]},${whole[0]}]`)).texts, ["하나"]);
});

Deno.test("a role is one of the list, never a name that every object of JavaScript has", async () => {
  const chat = (role: string) => JSON.stringify({ messages: [{ role, content: "x" }] });
  const { texts, bad } = await read("a.jsonl", ["constructor", "toString", "user"].map(chat).join("\n"));
  assert.deepEqual([texts, bad.length], [["x"], 2]);
});

Deno.test("names of columns and fields are found however their Hangul is composed", async () => {
  const header = "번호,본문,글귀".normalize("NFD");
  const content = `${header}\n1,안녕,네\n`;
  const { documents } = await read("a.csv", content);
  assert.deepEqual([documents[0].text, documents[0].fields!["번호"]], ["안녕", "1"]);
  const json = JSON.stringify({ ["본문".normalize("NFD")]: "안녕", x: "y" });
  assert.deepEqual((await read("a.jsonl", json)).texts, ["안녕"]);
  await withFile("a.csv", content, async (path) => {
    const named = await Array.fromAsync(readDocuments(path, { column: "글귀" }), ({ text }) => text);
    assert.deepEqual(named, ["네"]);
    assert.equal((await readCorpus(path, { column: "글귀" })).text, "네\n");
  });
});

Deno.test("no document at all is an error that says why", async () => {
  const empty = {
    "a.txt": "",
    "b.csv": "Q,A,label\n",
    "c.jsonl": "\n\n",
    "d.json": "[]",
    "e.tsv": "id\tdocument\tlabel\n",
  };
  for (const [name, content] of Object.entries(empty)) {
    await assert.rejects(read(name, content), { name: "RangeError", message: /found no document in/ });
  }
  await assert.rejects(
    read("a.jsonl", '{"n":1}\n{"n":2}\n'),
    /2 rows cannot be read, the first in .*line 1:/,
  );
  await assert.rejects(read("a.zip", await zipOf({ "cover.jpg": "x" })), /found no document/);
});

Deno.test("a row with damaged bytes is reported, in every layout, and the others are read", async () => {
  const bad = Uint8Array.of(0xed, 0x95);
  const row = (good: string, before: string, after: string) =>
    Uint8Array.of(
      ...utf8(good),
      ...utf8(before),
      ...bad,
      ...utf8(after),
      ...utf8(good.split("\n").at(-2)! + "\n"),
    );
  const files: Record<string, Uint8Array> = {
    "a.txt": row("눈이 왔다.\n\n비가 왔다.\n", "", "\n"),
    "a.csv": row("Q,A,label\n왜,그냥,0\n", '"여러\n', '줄",네,0\n'),
    "a.tsv": row("id\tdocument\tlabel\n1\t좋다\t0\n", "2\t", "\t0\n"),
    "a.jsonl": row('{"text":"하나"}\n', '{"text":"', '"}\n'),
  };
  for (const [name, content] of Object.entries(files)) {
    const { texts, bad } = await read(name, content);
    assert.equal(texts.length, 2, name);
    assert.equal(bad.length, 1, name);
    assert.match(bad[0], /bytes are not valid in the file's encoding/);
    assert.ok(texts.every((text) => !text.includes("\ufffd")));
  }
});
