/** What the tests of the Korean edition share. */
import assert from "node:assert/strict";
import { setLanguage } from "../lib/language.ts";
import { projectPath } from "../lib/project_folder.ts";

/** Shows Korean while `f` runs. */
export async function inKorean<T>(f: () => T | Promise<T>): Promise<T> {
  setLanguage("ko");
  try {
    return await f();
  } finally {
    setLanguage("en");
  }
}

/** The reason why notebook NN cannot be tested in Korean, or "". */
export function missingKorean(notebook: string): string {
  try {
    Deno.statSync(projectPath(`assets/ko/messages/${notebook}.json`));
    return "";
  } catch {
    return `notebook ${notebook} has no assets/ko/messages/${notebook}.json yet`;
  }
}

/** Four English words in a row that are neither code nor quoted. */
const ENGLISH = /\b[A-Za-z]+(?: [a-z]{2,}){3}/;

/** Expects a Korean text without holes and without English sentences. */
export function assertKorean(text: string, where: string): void {
  const prose = text.replaceAll(/`[^`]*`|"[^"]*"|\([^)]*\)/g, "");
  assert.match(text, /[가-힣]/, `${where} is not translated: ${text}`);
  assert.doesNotMatch(text, /\{\d/, `${where} has a hole without a value: ${text}`);
  assert.doesNotMatch(prose, ENGLISH, `${where} is half English: ${text}`);
}
