/** A notebook of three cells, and a Korean text for each of its text cells. */
import type { Messages } from "../../../lib/language.ts";
import type { Cell, Notebook } from "../../../lib/tools/notebook_file/notebook_file.ts";

export const text = (id: string, source: string): Cell => ({
  cell_type: "markdown",
  id,
  metadata: {},
  source,
});

export const code = (id: string, source: string, output = ""): Cell => ({
  cell_type: "code",
  id,
  metadata: {},
  source,
  execution_count: null,
  outputs: output === "" ? [] : [{ output_type: "stream", name: "stdout", text: output }],
});

export const notebookOf = (...cells: Cell[]): Notebook => ({
  cells,
  metadata: {},
  nbformat: 4,
  nbformat_minor: 5,
});

export const ENGLISH = notebookOf(
  text("title", "# 03 · Attention\n\n**Time** 90 minutes. Read [the code](../lib/nn/attention.ts)."),
  code("run", "console.log(1);", "1\n"),
  text("why", "## Why `x` is 2\n\nBack to [the title](#03-·-Attention), on to [GPT](04-gpt.ipynb)."),
);

export const KOREAN = new Map([
  ["title", "# 03 · 어텐션\n\n**시간** 90분. [코드](../lib/nn/attention.ts)를 읽어 보세요."],
  ["why", "## 왜 `x`가 2일까\n\n[제목](#03-·-Attention)으로 돌아가거나 [GPT](04-gpt.ipynb)로 갑니다."],
]);

/** As lib/tools/korean reads the labels from assets/ko/messages. */
export const messages: Messages = {
  "You will": "할 일",
  Time: "시간",
  "You need": "필요한 것",
  "What happened?": "결과를 봅시다.",
  "What do you expect?": "예상해 보세요.",
  Exercise: "연습",
  Hint: "힌트",
  Solution: "풀이",
  "For the teacher": "진행자용 메모",
  optional: "선택",
  Quiz: "퀴즈",
};

export const label = (english: string): string => messages[english] ?? english;
