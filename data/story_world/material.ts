/**
 * Reads the story's material: word lists, and scenes written as groups of alternative passages.
 *
 * A scene is "@ role=who role=who" followed by parts: "== name" or "== name 2" (tell two of them, in any order),
 * then one passage to a line.
 */

/** One part of a scene: passages of which some are told. */
export interface Part {
  readonly name: string;
  readonly passages: readonly string[];
  /** How many passages are told. */
  readonly tell: number;
}

/** A kind of scene: who is in it, and its parts in order. */
export interface SceneKind {
  readonly name: string;
  readonly roles: readonly { readonly role: string; readonly who: string }[];
  readonly parts: readonly Part[];
}

/** Reads "name: word, word" lines. Titles in quotes may hold commas. */
export function readWordLists(text: string): Map<string, string[]> {
  const lists = new Map<string, string[]>();
  for (const line of text.trim().split("\n")) {
    const colon = line.indexOf(":");
    lists.set(
      line.slice(0, colon),
      line.slice(colon + 1).match(/\s*("[^"]*"|[^,"]+)/g)!.map((word) => word.trim()),
    );
  }
  return lists;
}

/** Reads one kind of scene. */
export function readScene(name: string, text: string): SceneKind {
  const [head, ...blocks] = text.trim().split(/\n+== /);
  const roles = head.replace(/^@ */, "").split(/\s+/).filter((pair) => pair !== "").map((pair) => {
    const [role, who] = pair.split("=");
    return { role, who };
  });
  const parts = blocks.map((block) => {
    const [title, ...lines] = block.split("\n");
    const [part, count] = title.trim().split(/\s+/);
    const passages = lines.map((line) => line.replace(/^- /, "").trim()).filter((line) => line !== "");
    if (passages.length === 0) throw new SyntaxError(`scene "${name}": the part "${part}" has no passages`);
    return { name: part, passages, tell: Number(count) || 1 };
  });
  return { name, roles, parts };
}
