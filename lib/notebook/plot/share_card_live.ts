/** Runs in the reader's browser: the card, and a button that saves it as a PNG of twice its size. */

interface ShareCardData {
  /** The card as an `<img>` of an SVG. */
  readonly picture: string;
  /** The button's words. */
  readonly button: string;
  /** Name of the saved file. */
  readonly file: string;
}

/** Uses only its arguments: its source is copied into the page. */
export function drawShareCard(element: HTMLElement, { picture, button, file }: ShareCardData): void {
  element.innerHTML = picture;
  const image = element.querySelector("img")!;
  const save = document.createElement("button");
  save.textContent = button;
  save.style.cssText = "display: block; margin: 6px 0; font: inherit; padding: 4px 12px; cursor: pointer";
  save.addEventListener("click", () => {
    const canvas = document.createElement("canvas");
    canvas.width = 2 * image.width;
    canvas.height = 2 * image.height;
    const drawn = new Image();
    drawn.onload = () => {
      canvas.getContext("2d")!.drawImage(drawn, 0, 0, canvas.width, canvas.height);
      const link = document.createElement("a");
      link.href = canvas.toDataURL("image/png");
      link.download = file;
      link.click();
    };
    drawn.src = image.src;
  });
  element.append(save);
}
