/**
 * Showing values from the middle of a cell, in Jupyter and, as text, everywhere else.
 */

/** Whether this runs in a Jupyter kernel; elsewhere even reading `Deno.jupyter` throws. */
export function inJupyter(): boolean {
  try {
    return Boolean(Deno.jupyter);
  } catch {
    return false;
  }
}

/** Shows a value below the cell: a figure, a table, an object with `Symbol.for("Jupyter.display")`, or plain text. */
export async function show(value: unknown): Promise<void> {
  if (inJupyter()) await Deno.jupyter.display(value);
  else console.log(value);
}

/**
 * A line of text below the cell that can be changed while the cell runs; the notebook keeps its last state.
 *
 * Jupyter drops messages beyond about a thousand a second, so a change less than 100 ms after the last one is skipped.
 */
export class LiveText {
  readonly #id = crypto.randomUUID();
  #shown = false;
  #lastMs = -Infinity;

  /** Changes the line, unless it was changed less than 100 ms ago. */
  async update(text: string): Promise<void> {
    if (performance.now() - this.#lastMs >= 100) await this.finish(text);
  }

  /** Changes the line in any case; for the last state. */
  async finish(text: string): Promise<void> {
    this.#lastMs = performance.now();
    if (!inJupyter()) return console.log(text);
    const content = { data: { "text/plain": text }, metadata: {}, transient: { display_id: this.#id } };
    const type = this.#shown ? "update_display_data" : "display_data";
    this.#shown = true; // before the message has gone: a caller need not wait for it
    await Deno.jupyter.broadcast(type, content);
  }
}
