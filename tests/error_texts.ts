/**
 * The texts of the errors that the code of a folder makes, read from the syntax tree that `deno lint` gives its plugins.
 *
 * A text is what `new RangeError(…)` or another class of errors is called with: a string, a template, a sum of both, a choice
 * (`a ? b : c`). A constant of the same file stands for its value, a function of the same file for what it returns, and a
 * class of the course for what its constructor passes to `super`. Everything else is a hole.
 */

// The tree's nodes have many types; of each only a few fields are read here.
// deno-lint-ignore no-explicit-any
type Node = any;

/** A text with holes: fixed parts, and `null` for each value. */
export type Text = readonly (string | null)[];

export interface ErrorText {
  readonly file: string;
  readonly text: Text;
  /** The fixed choices within it, such as "nothing is there" in `found ${none ? "nothing is there" : name}`. */
  readonly phrases: readonly string[];
}

interface Part {
  readonly text: Text;
  readonly phrases: readonly string[];
}

/** What a name stands for: the nodes that it may be, with the names known where they stand. */
type Scope = (name: string) => { readonly nodes: readonly Node[]; readonly scope: Scope } | undefined;

interface ErrorClass {
  readonly parameters: readonly string[];
  readonly text: Node;
}

/** A text that repeats its own name is cut off at this depth. */
const DEEPEST = 8;
const HOLE: readonly Part[] = [{ text: [null], phrases: [] }];

/** All error texts of these files. `next` of a CommandError counts, too. */
export function errorTexts(files: readonly string[]): ErrorText[] {
  const sources = files.map((file) => ({ file, source: Deno.readTextFileSync(file) }));
  const classes = new Map<string, ErrorClass>();
  for (const { file, source } of sources) {
    if (/extends \w*Error\b/.test(source)) {
      visit(file, source, { ClassDeclaration: (node) => addClass(node, classes) });
    }
  }
  return sources.filter(({ source }) => /\bnew (\w*Error|DOMException|Deno\.errors\.\w+)\(/.test(source))
    .flatMap(({ file, source }) => textsOf(file, source, classes));
}

function visit(file: string, source: string, visitor: Record<string, (node: Node) => void>): void {
  Deno.lint.runPlugin({ name: "texts", rules: { texts: { create: () => visitor } } }, file, source);
}

function addClass(node: Node, classes: Map<string, ErrorClass>): void {
  if (!node.superClass?.name?.endsWith("Error")) return;
  for (const member of node.body.body) {
    if (member.kind !== "constructor") continue;
    const parameters = member.value.params.map(({ name, parameter, left }: Node) =>
      name ?? parameter?.name ?? left?.name
    );
    for (const { expression } of member.value.body.body) {
      if (expression?.callee?.type === "Super") {
        classes.set(node.id.name, { parameters, text: expression.arguments[0] });
      }
    }
  }
}

function textsOf(file: string, source: string, classes: ReadonlyMap<string, ErrorClass>): ErrorText[] {
  const names = new Map<string, Node[] | null>(), made: Node[] = [];
  // A name with two meanings is a hole.
  const define = (name: string, nodes: Node[] | null) => names.set(name, names.has(name) ? null : nodes);
  const parameters = (node: Node) => {
    for (const one of node.params) {
      const target = one.left ?? one;
      for (const named of [target, ...target.properties?.map(({ value }: Node) => value) ?? []]) {
        if (named?.name) define(named.name, null);
      }
    }
  };
  const returned = new Map<string, Node[]>();
  visit(file, source, {
    VariableDeclarator({ id, init }) {
      if (id.name && init) define(id.name, [init]);
      if (init?.type === "ArrowFunctionExpression" && init.body.type !== "BlockStatement") {
        returned.set(id.name, [init.body]);
      }
    },
    FunctionDeclaration: parameters,
    ArrowFunctionExpression: parameters,
    ReturnStatement({ argument, parent }) {
      let around = parent;
      while (around && !/Function/.test(around.type)) around = around.parent;
      const name = around?.type === "FunctionDeclaration" ? around.id.name : undefined;
      if (name && argument) returned.set(name, [...returned.get(name) ?? [], argument]);
    },
    NewExpression(node) {
      const { callee } = node, name = callee.name ?? callee.property?.name ?? "";
      if (/Error$|^DOMException$/.test(name) || callee.object?.property?.name === "errors") made.push(node);
    },
  });
  const scope: Scope = (name) => {
    const nodes = name.endsWith("()") ? returned.get(name.slice(0, -2)) : names.get(name);
    return nodes ? { nodes, scope } : undefined;
  };
  return made.flatMap((node) => [...textsOfCall(node, classes, scope), ...nextOf(node, scope)])
    .filter(({ text }) => text.some((part) => part && /\p{L}{2}/u.test(part)))
    .map((part) => ({ file, ...part }));
}

function textsOfCall(node: Node, classes: ReadonlyMap<string, ErrorClass>, scope: Scope): readonly Part[] {
  const [first] = node.arguments, made = classes.get(node.callee.name);
  if (!made) return first ? texts(first, scope) : [];
  return texts(made.text, (name) => {
    const argument = node.arguments[made.parameters.indexOf(name)];
    return argument && { nodes: [argument], scope };
  });
}

function nextOf(node: Node, scope: Scope): readonly Part[] {
  if (node.callee.name !== "CommandError") return [];
  const next = node.arguments[1]?.properties?.find(({ key }: Node) => key?.name === "next");
  return next ? texts(next.value, scope) : [];
}

/** The texts that an expression may be. */
function texts(node: Node, scope: Scope, depth = 0): readonly Part[] {
  if (depth > DEEPEST) return HOLE;
  const inside = (one: Node) => texts(one, scope, depth + 1);
  switch (node.type) {
    case "Literal":
      return [{ text: [typeof node.value === "string" ? node.value : null], phrases: [] }];
    case "TemplateLiteral":
      return node.quasis.map(({ cooked }: Node, i: number) =>
        i < node.expressions.length ? join(fixed(cooked), inside(node.expressions[i])) : fixed(cooked)
      ).reduce(join);
    case "BinaryExpression":
      if (node.operator !== "+") return HOLE;
      return onlyText(join(inside(node.left), inside(node.right)));
    case "ConditionalExpression":
      return onlyText(asPhrases([...inside(node.consequent), ...inside(node.alternate)]));
    case "LogicalExpression":
      return onlyText(asPhrases([...inside(node.left), ...inside(node.right)]));
    case "TSAsExpression":
    case "TSNonNullExpression":
      return inside(node.expression);
    case "Identifier":
    case "CallExpression": {
      const name = node.type === "Identifier" ? node.name : `${node.callee.name}()`;
      const meant = scope(name);
      if (!meant) return HOLE;
      const all = meant.nodes.flatMap((one) => texts(one, meant.scope, depth + 1));
      return onlyText(node.type === "Identifier" ? all : asPhrases(all));
    }
    default:
      return HOLE;
  }
}

const fixed = (text: string): readonly Part[] => [{ text: [text], phrases: [] }];

function join(left: readonly Part[], right: readonly Part[]): readonly Part[] {
  return left.flatMap((a) =>
    right.map((b) => ({ text: [...a.text, ...b.text], phrases: [...a.phrases, ...b.phrases] }))
  );
}

/** One hole where there is no text in any of the choices, such as for a sum of numbers. */
function onlyText(parts: readonly Part[]): readonly Part[] {
  return parts.some(({ text }) => text.some((part) => part !== null)) ? parts : HOLE;
}

function asPhrases(parts: readonly Part[]): Part[] {
  return parts.map(({ text, phrases }) => ({
    text,
    phrases: [...new Set([...phrases, ...text.flatMap((part) => part === null ? [] : [part.trim()])])],
  }));
}
