/**
 * Puts values into a text with holes: "step {0} of {1}".
 *
 * A live figure's script has no dictionary. So its texts with holes are translated when the figure is made and travel with
 * its data. The function is copied into the page as source: it must use only its arguments.
 */
export function fill(text: string, ...values: readonly (string | number)[]): string {
  return text.replace(/\{(\d+)\}/g, (hole, i) => i in values ? String(values[i]) : hole);
}
