/**
 * Which layers a PEFT adapter adapts: `target_modules` and related fields of adapter_config.json, as peft reads them.
 *
 *     ["c_attn", "mlp.c_proj"]                        every module whose path ends with one of these
 *     ["transformer.h.0.attn.c_attn", …]              full paths; "all-linear" is saved like this
 *     ".*\\.h\\.[01]\\..*c_attn"                      a regular expression (Python's) for the whole path
 *     "all-linear"                                    every linear layer but the head
 *
 * `layers_to_transform` restricts a list to some blocks, `exclude_modules` removes layers again.
 * Source: `check_target_module_exists` in peft/tuners/tuners_utils.py (peft 0.21).
 */
import { show } from "./hugging_face_fields.ts";

/**
 * The layers, among those that lib/nn can adapt, that an adapter_config.json adapts.
 *
 * @param layers their paths: "transformer.h.0.attn.c_attn", "model.layers.0.self_attn.q_proj" …
 * @param beyond modules that peft can adapt but lib/nn cannot: "lm_head" …
 * @throws {TypeError} where a field has the wrong type.
 * @throws {RangeError} where it names modules of `beyond`, none of the layers, or cannot be read.
 */
export function adaptedLayers(
  fields: Record<string, unknown>,
  layers: readonly string[],
  beyond: readonly string[],
): string[] {
  const { target_modules: targets, exclude_modules: excluded = null } = fields;
  const isTarget = matcher("target_modules", targets);
  const isExcluded = excluded === null ? () => false : matcher("exclude_modules", excluded);
  // peft restricts to blocks only where a list gives the end of a path.
  const isInBlock = Array.isArray(targets) ? blocksOf(fields) : () => true;
  const isNamed = (path: string) => Array.isArray(targets) && targets.includes(path);
  const adapts = (path: string) => !isExcluded(path) && isTarget(path) && (isNamed(path) || isInBlock(path));
  const tooFar = isAllLinear(targets) ? undefined : beyond.find(adapts);
  if (tooFar !== undefined) {
    throw new RangeError(
      `target_modules is ${show(targets)}, which adapts ${tooFar}; lib/nn's LoRA adapts the linear layers ` +
        "of blocks only",
    );
  }
  const adapted = layers.filter(adapts);
  if (adapted.length > 0) return adapted;
  throw new RangeError(
    `target_modules is ${show(targets)}, which adapts no layer of this model; its layers are ` +
      `${layers[0]} to ${layers.at(-1)}`,
  );
}

type Matches = (path: string) => boolean;

function matcher(field: string, value: unknown): Matches {
  if (field === "target_modules" && isAllLinear(value)) return () => true;
  if (typeof value === "string") {
    const pattern = pythonRegExp(field, `^(?:${value})$`);
    return (path) => pattern.test(path);
  }
  if (!Array.isArray(value) || !value.every((name) => typeof name === "string")) {
    throw new TypeError(`${field} must be a list of names or a regular expression, found ${show(value)}`);
  }
  return (path) => value.some((name) => `.${path}`.endsWith(`.${name}`));
}

function isAllLinear(value: unknown): boolean {
  return typeof value === "string" && value.toLowerCase() === "all-linear";
}

/** `layers_to_transform`, the blocks by number, after a name in `layers_pattern` where that is set. */
function blocksOf(
  { layers_to_transform: blocks = null, layers_pattern: names = null }: Record<string, unknown>,
): Matches {
  const wanted = blocks === null ? [] : [blocks].flat();
  if (!wanted.every((block) => Number.isSafeInteger(block))) {
    throw new TypeError(`layers_to_transform must be whole numbers, found ${show(blocks)}`);
  }
  if (wanted.length === 0) return () => true;
  const before = names === null || names === "" ? [] : [names].flat();
  if (!before.every((name) => typeof name === "string")) {
    throw new TypeError(`layers_pattern must be a name or a list of names, found ${show(names)}`);
  }
  const patterns = before.length === 0
    ? [/^.*?\.[^.]*\.(\d+)\./]
    : before.map((name) => pythonRegExp("layers_pattern", `^(?:.*?\\.)?(?:${name})\\.(?<block>\\d+)\\.`));
  return (path) => {
    const match = patterns.map((pattern) => pattern.exec(path)).find((found) => found !== null);
    return match !== undefined && wanted.includes(Number(match.groups?.block ?? match[1]));
  };
}

/** A regular expression of Python's `re` as JavaScript's, for texts of ASCII on one line. */
function pythonRegExp(field: string, pattern: string): RegExp {
  const unreadable = (cause?: unknown) => {
    const wanted =
      "write it without what Python's expressions have and JavaScript's lack, or as a list of names";
    return new RangeError(
      `${field} is a regular expression that cannot be read, ${show(pattern)}; ${wanted}`,
      { cause },
    );
  };
  if (/\[\^?\]/.test(pattern)) throw unreadable(); // in Python the "]" of "[]]" is a literal
  const ignoreCase = pattern.startsWith("^(?:(?i)");
  const translated = pattern.replace("^(?:(?i)", "^(?:")
    .replaceAll(/\\[\s\S]|\(\?P<|\(\?P=(\w+)\)|\{,(\d+)\}/g, (found, name, most) => {
      if (found === "\\A") return "^";
      if (found === "\\Z") return "$";
      if (found === "(?P<") return "(?<";
      return name !== undefined ? `\\k<${name}>` : most !== undefined ? `{0,${most}}` : found;
    });
  try {
    return new RegExp(translated, ignoreCase ? "i" : "");
  } catch (error) {
    throw unreadable(error);
  }
}
