/**
 * None, True and False as Python writes them in a Jinja template.
 *
 * `{{ message.content }}` is "None" in transformers where a message has the content null, as an assistant's with tool calls
 * often has. `@huggingface/jinja` writes nothing there, and refuses to join or trim null. So the parsed template is
 * rewritten: an expression x that becomes text becomes `"None" if x is none else x`, and so on. Left out: expressions that
 * call a function, because they would be called twice, and what is inside a list or an object.
 */

/** A node of a parsed template, as far as it is read here. */
type Node = { readonly type: string; [part: string]: unknown };

const TEXTS = { none: "None", true: "True", false: "False" };

/** Nodes of a block that are not `{{ expression }}`; a StringLiteral is the text between the tags. */
const NO_OUTPUT = new Set(
  ["If", "For", "Set", "Macro", "Comment", "Break", "Continue", "CallStatement", "FilterStatement"]
    .concat("StringLiteral"),
);
const BLOCKS = ["body", "alternate", "defaultBlock"];
/** Filters that take the text of any value. */
const TEXT_FILTERS = new Set(["trim", "string", "upper", "lower", "title", "capitalize", "replace"]);

/** Changes a parsed template, so that it writes None, True and False as Python does. */
export function writeAsPython(node: object): void {
  const parts = node as Node;
  for (const [name, value] of Object.entries(parts)) {
    const isBlock = BLOCKS.includes(name) && Array.isArray(value);
    const values = Array.isArray(value) ? value : value instanceof Map ? [...value].flat() : [value];
    values.filter(isNode).forEach(writeAsPython);
    if (isBlock) parts[name] = value.map((one: Node) => NO_OUTPUT.has(one.type) ? one : asText(one));
  }
  if (parts.type === "BinaryExpression" && operatorOf(parts) === "~") {
    for (const side of ["left", "right"]) parts[side] = asText(parts[side] as Node);
  }
  if (parts.type === "FilterExpression" && TEXT_FILTERS.has(filterOf(parts))) {
    parts.operand = asText(parts.operand as Node);
  }
}

/** `"None" if x is none else "True" if x is true else "False" if x is false else x` */
function asText(x: Node): Node {
  if (isText(x) || callsFunction(x)) return x;
  return Object.entries(TEXTS).reduce<Node>((falseExpr, [test, text]) => ({
    type: "Ternary",
    condition: {
      type: "TestExpression",
      operand: x,
      negate: false,
      test: { type: "Identifier", value: test },
    },
    trueExpr: { type: "StringLiteral", value: text },
    falseExpr,
  }), x);
}

/** Whether a value is surely none of the three. Long chains `a ~ b ~ c` would else be evaluated very often. */
function isText(x: Node): boolean {
  if (x.type === "BinaryExpression") return "~+-*/%".includes(operatorOf(x));
  return x.type === "StringLiteral" || x.type === "FilterExpression" && TEXT_FILTERS.has(filterOf(x));
}

/** Whether the expression calls a function or a macro. A filter with arguments is a CallExpression, too, but harmless. */
function callsFunction(x: Node): boolean {
  if (x.type === "CallExpression") return true;
  const parts = x.type === "FilterExpression"
    ? [x.operand, ...((x.filter as Node).args as unknown[] ?? [])]
    : Object.values(x).flatMap((part) => part instanceof Map ? [...part].flat() : part);
  return parts.filter(isNode).some(callsFunction);
}

function operatorOf({ operator }: Node): string {
  return (operator as { readonly value: string }).value;
}

function filterOf({ filter }: Node): string {
  const { type, callee, value } = filter as Node;
  return type === "CallExpression" ? (callee as Node).value as string : value as string;
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && typeof (value as Node).type === "string";
}
