/**
 * The browser part of generated texts (generated_text.ts): shows a token's title at once, also for the keyboard.
 *
 * The function is copied into the notebook as source: it must use only its arguments.
 */

/** Runs in the reader's browser. `keys` says how the keyboard reaches the tokens. */
export function enhance(element: HTMLElement, { keys }: { readonly keys: string }): void {
  const tokens = [...element.querySelectorAll<HTMLElement>("span[title]")];
  if (tokens.length === 0) return;
  element.style.position = "relative";
  const tip = document.createElement("div");
  tip.id = `${element.id}-tip`;
  tip.setAttribute("role", "tooltip");
  tip.hidden = true;
  tip.style.cssText =
    "position: absolute; z-index: 9; padding: 4px 10px; border-radius: 4px; background: #24292f; " +
    "color: #ffffff; font-size: 13px; line-height: 1.45; white-space: pre; pointer-events: none";
  element.append(tip);
  const hint = element.querySelector(".course-hint");
  if (hint) hint.textContent += ` ${keys}`;

  let shown: HTMLElement | undefined;
  const hide = () => {
    if (shown) shown.style.background = "";
    shown?.removeAttribute("aria-describedby");
    shown = undefined;
    tip.hidden = true;
  };
  const titles = tokens.map((token) => token.title);
  const show = (i: number) => {
    hide();
    shown = tokens[i];
    shown.style.background = "#e69f0066";
    shown.setAttribute("aria-describedby", tip.id);
    tip.textContent = titles[i];
    tip.hidden = false;
    const box = element.getBoundingClientRect(), [first] = shown.getClientRects();
    if (!first) return;
    const left = Math.min(first.left - box.left, Math.max(0, box.width - tip.offsetWidth));
    const below = first.bottom - box.top + 4, above = first.top - box.top - tip.offsetHeight - 4;
    // Above the token where the window ends below it.
    const fits = first.bottom + 4 + tip.offsetHeight <= innerHeight || first.top < tip.offsetHeight + 4;
    tip.style.left = `${left}px`;
    tip.style.top = `${fits ? below : above}px`;
  };
  // One stop for Tab; the arrow keys move on from there.
  let stop = 0;
  const focus = (i: number) => {
    tokens[stop].tabIndex = -1;
    stop = Math.min(tokens.length - 1, Math.max(0, i));
    tokens[stop].tabIndex = 0;
    tokens[stop].focus();
  };
  tokens.forEach((token, i) => {
    token.removeAttribute("title"); // the browser would show it as well
    token.tabIndex = i === 0 ? 0 : -1;
    token.addEventListener("pointerenter", () => show(i));
    token.addEventListener("pointerleave", hide);
    token.addEventListener("focus", () => show(i));
    token.addEventListener("blur", hide);
    token.addEventListener("click", () => focus(i));
    token.addEventListener("keydown", (event) => {
      const boxes = (token: HTMLElement) => token.parentElement;
      const nextBox = tokens.findIndex((other, j) => j > i && boxes(other) !== boxes(token));
      const thisBox = tokens.findIndex((other) => boxes(other) === boxes(token));
      const lastBox = tokens.findIndex((other) => boxes(other) === boxes(tokens[Math.max(0, thisBox - 1)]));
      const to = {
        ArrowRight: i + 1,
        ArrowLeft: i - 1,
        ArrowDown: nextBox < 0 ? i : nextBox,
        ArrowUp: lastBox,
        Home: thisBox,
        End: (nextBox < 0 ? tokens.length : nextBox) - 1,
      }[event.key];
      if (event.key === "Escape") hide();
      if (to === undefined) return;
      event.preventDefault();
      focus(to);
    });
  });
}
