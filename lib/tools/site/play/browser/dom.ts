/** Small helpers of the pages' scripts. Text goes into the page as text, never as HTML. */

/** Adds an element. */
export function add<Name extends keyof HTMLElementTagNameMap>(
  parent: Element,
  name: Name,
  o: { readonly class?: string; readonly text?: string; readonly label?: string } = {},
): HTMLElementTagNameMap[Name] {
  const child = document.createElement(name);
  if (o.class) child.className = o.class;
  if (o.text !== undefined) child.textContent = o.text;
  if (o.label) child.setAttribute("aria-label", o.label);
  parent.append(child);
  return child;
}

/** The element with this name (`data-part`) in a figure. @throws {Error} if the page's HTML has none */
export function part<E extends HTMLElement = HTMLElement>(figure: Element, name: string): E {
  const found = figure.querySelector<E>(`[data-part="${name}"]`);
  if (!found) throw new Error(`play: the page has no part "${name}"`);
  return found;
}

/** Runs a script of the site; a page from a file may load scripts, but not fetch files. */
export function loadScript(address: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = address;
    script.onload = () => resolve();
    script.onerror = () => reject(new Error(`${address} is missing; export the site again`));
    document.head.append(script);
  });
}

/** `0.1234` as "12 %". */
export function percent(share: number): string {
  return share >= 0.1 ? `${Math.round(100 * share)} %` : `${(100 * share).toFixed(1)} %`;
}

/** Calls `run` at most once for each picture of the screen, so that the browser does not lay out pages that nobody sees. */
export function eachFrame(run: () => void): () => void {
  let waiting = false;
  return () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      run();
    });
  };
}

/** Calls `run` when nothing has happened for `ms`. */
export function whenQuiet(ms: number, run: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(run, ms);
  };
}
