import assert from "node:assert/strict";
import { plainText } from "../../lib/tools/terminal.ts";

Deno.test("plainText() removes escape sequences of every kind, with 7 and 8 bits", () => {
  const sequences: Record<string, string> = {
    "window title, ended by BEL": "\x1b]0;title\x07",
    "window title, ended by ST": "\x1b]2;title\x1b\\",
    "clipboard (OSC 52)": "\x1b]52;c;ZXZpbA==\x07",
    "clipboard, 8 bits": "\x9d52;c;ZXZpbA==\x9c",
    "link": "\x1b]8;;http://evil.example\x1b\\",
    "colour": "\x1b[1;31m",
    "colour, 8 bits": "\x9b31m",
    "clear screen": "\x1b[2J\x1b[H",
    "private mode": "\x1b[?1049h",
    "device query (DCS)": "\x1bP+q544e\x1b\\",
    "status string, 8 bits": "\x90$qm\x9c",
    "program command (APC)": "\x1b_payload\x1b\\",
    "privacy message (PM)": "\x1b^payload\x1b\\",
    "character set": "\x1b(0",
    "reset": "\x1bc",
    "bell and backspace": "\x07\x08\x08",
    "carriage return": "\r",
    "turned writing": "\u202e",
  };
  for (const [what, sequence] of Object.entries(sequences)) {
    assert.equal(plainText(`한글 a${sequence}b`), "한글 ab", what);
  }
});

Deno.test("plainText() lets no escape character through, whole or cut", () => {
  const whole = "a\x1b]52;c;ZXZpbA==\x07b\x1b[31mc\x1bP1\x1b\\d";
  for (let cut = 0; cut <= whole.length; cut++) {
    const shown = plainText(whole.slice(0, cut)) + plainText(whole.slice(cut));
    // deno-lint-ignore no-control-regex
    assert.doesNotMatch(shown, /[\x00-\x08\x0b-\x1f\x7f-\x9f]/);
  }
  assert.equal(plainText("\x1b\x1b]0;t\x07\x1b"), "");
});

Deno.test("plainText() keeps lines, tabs and the letters of every script", () => {
  const text = "첫 줄\n\tsecond — “quoted” 🦉 é \\x1b[31m\n";
  assert.equal(plainText(text), text);
});
