/**
 * Finds parts of a pattern that can match the empty string although they could match more. Where such a part is repeated,
 * Oniguruma and JavaScript match differently.
 */
import {
  type AlternativeElementNode,
  type AlternativeNode,
  createAlternative,
} from "oniguruma-parser/parser";

/** Oniguruma ends a loop when a round matches nothing; JavaScript first tries the other alternatives. */
export function stopsEarly(node: AlternativeElementNode): boolean {
  if (node.type === "Quantifier") { // b??+ repeats b??
    return isLazy(node) || isLazyCount(node) || stopsEarly(node.body);
  }
  return (node.type === "Group" || node.type === "CapturingGroup") &&
    (node.body.slice(0, -1).some(maybeEmpty) ||
      node.body.some((way) => maybeEmpty(way) && way.body.some((part) => isLazy(part) || stopsEarly(part))));
}

function isLazy(node: AlternativeElementNode): boolean {
  return node.type === "Quantifier" && node.kind === "lazy" && node.min === 0 && !isOptionalCount(node);
}

function maybeEmpty({ body }: AlternativeNode): boolean {
  return body.every((node): boolean => {
    switch (node.type) {
      case "Quantifier":
        return node.min === 0 || isOptionalCount(node) ||
          maybeEmpty(createAlternative({ body: [node.body] }));
      case "Group":
      case "CapturingGroup":
        return node.body.some(maybeEmpty);
      case "Character":
      case "CharacterClass":
      case "CharacterSet":
        return false;
      default:
        return true;
    }
  });
}

/** `{n}??`: a lazy `(?:{n})?`. */
export function isLazyCount(node: AlternativeElementNode): boolean {
  return node.type === "Quantifier" && node.kind === "greedy" && node.min === 0 && node.max === 1 &&
    isOptionalCount(node.body);
}

/** `{n}?`, which is not a lazy {n} but an optional one. */
export function isOptionalCount(node: AlternativeElementNode): boolean {
  return node.type === "Quantifier" && node.kind === "lazy" && node.min === node.max;
}
