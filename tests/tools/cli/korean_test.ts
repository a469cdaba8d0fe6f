/** The command line in Korean: help, an error with its next step, the doctor's verdict. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { untranslated } from "../../../lib/language.ts";
import { describeKernelEnd } from "../../../lib/tools/cli/kernel_end.ts";
import { verdict } from "../../../lib/tools/cli/doctor.ts";
import { helpText, main } from "../../../lib/tools/cli/main.ts";
import { CommandError, describeError } from "../../../lib/tools/command_error.ts";
import { buildSite, readLesson } from "../../../lib/tools/site/mod.ts";
import { inKorean } from "../../korean.ts";
import { inTemporaryFolder } from "../../torch_python.ts";

const NO_TITLE = { cells: [], metadata: {}, nbformat: 4, nbformat_minor: 5 };

Deno.test("./course help is Korean: no text of it is without a translation", () =>
  inKorean(() => {
    const before = new Set(untranslated());
    const text = helpText();
    assert.deepEqual(untranslated().filter((one) => !before.has(one)), []);
    assert.match(text, /^사용법: \.\/course <command> \[options\]\n/);
    assert.match(text, /\n {2}lab \[options\] +JupyterLab으로 노트북을 엽니다\n/);
    const columns = text.split("\n").map((line) => [...line].reduce((n, c) => n + (c >= "가" ? 2 : 1), 0));
    assert.ok(Math.max(...columns) <= 81, `the widest line has ${Math.max(...columns)} columns`);
  }));

Deno.test("the help of every command is Korean, and what is wrong with its arguments", () =>
  inKorean(async () => {
    const { log, error } = console;
    let text = "";
    console.log = console.error = (part: string) => void (text += `${part}\n`);
    const before = new Set(untranslated());
    try {
      const names = [...helpText().matchAll(/^ {2}([a-z]+) /gm)].map(([, name]) => name);
      assert.ok(names.length > 10);
      for (const name of names) await main(["help", name]);
      await main(["reset"]);
    } finally {
      Object.assign(console, { log, error });
    }
    const commands = /^(\.\/course|ssh) /;
    assert.deepEqual(untranslated().filter((one) => !before.has(one) && !commands.test(one)), []);
    // What stands in no list of texts: English sentences below a command's options.
    assert.deepEqual(text.match(/^[A-Z][a-z]+ [a-z ]+.*$/gm) ?? [], []);
    assert.match(text, /오류: 연습\(03\.2\)이나 노트북\(03\)이 빠졌습니다/);
  }));

Deno.test("an error says in Korean what failed and what to do", () =>
  inKorean(() => {
    const error = new CommandError('there is no "alise" to fetch.', { next: "name one of alice, gpt2." });
    assert.equal(
      describeError(error),
      'course: 받을 수 있는 것 중에 "alise"은(는) 없습니다.\n' +
        "  다음: alice, gpt2 중에서 고르세요.",
    );
    const full = Object.assign(new Error("write failed"), { code: "ENOSPC" });
    assert.match(
      describeError(full),
      /^course: 디스크가 가득 찼습니다: write failed\n {2}다음: 디스크 공간을/,
    );
  }));

Deno.test("why an export is refused is Korean, and what to do", () =>
  inTemporaryFolder((folder) =>
    inKorean(async () => {
      const [other, file] = [join(folder, "other"), join(folder, "file")];
      await Deno.mkdir(other);
      await Deno.writeTextFile(join(other, "letter.txt"), "");
      await Deno.writeTextFile(file, "");
      const site = { lessons: [], glossary: [], styles: "" };
      const refusals: readonly (readonly [() => unknown, RegExp])[] = [
        [
          () => buildSite(other, site),
          /다른 파일이 들어 있습니다\(letter\.txt …\)\.\n {2}다음: 아직 없는 폴더를/,
        ],
        [() => buildSite(file, site), /읽을 수 있는 폴더가 아닙니다\.\n[^]*다음: 다른 폴더를/],
        [() => readLesson("01-a.ipynb", NO_TITLE), /"# 00 · 제목"이 없습니다\.\n {2}다음: 노트북을/],
      ];
      for (const [refused, message] of refusals) {
        await assert.rejects(async () => await refused(), (error) => {
          assert.match(describeError(error), message);
          return true;
        });
      }
      const full = new CommandError(
        "cannot export to /a/site: the disk is full; what was there before is as it was.",
        {
          next: "name another folder, on a disk with room, with --out; `./course clean` frees some space.",
        },
      );
      assert.match(
        describeError(full),
        /^course: \/a\/site에 내보낼 수 없습니다: 디스크가 가득 찼습니다\. 전에/,
      );
    })
  ));

Deno.test("the doctor's verdict is Korean", () =>
  inKorean(() => {
    assert.equal(
      verdict([
        { what: "Deno", good: true, found: "2.8.1" },
        { what: "device cpu", good: true, found: "found a processor", preferred: true },
        { what: "disk", good: null, found: "1 GB free" },
      ]),
      "준비됨: 모두 설치되어 있습니다. 노트북은 장치 cpu에서 계산합니다. 아래에 참고할 것이 1개 있습니다.",
    );
    assert.equal(
      verdict([{
        what: "npm packages",
        good: false,
        found: "",
        next: "./course lab or ./course test installs it.",
      }]),
      "준비되지 않음: npm 패키지 없음. 다음: ./course lab이나 ./course test가 설치합니다.",
    );
  }));

Deno.test("why a kernel ended is Korean, its own last lines stay", () =>
  inKorean(() => {
    assert.equal(
      describeKernelEnd({ status: 3, outOfMemory: false, lines: ["a last line"], peakBytes: 2 ** 30 }),
      "종료 상태 3으로 스스로 끝났습니다. 메모리를 최대 1.0 GiB 썼습니다. 마지막 출력:\n  a last line",
    );
  }));
