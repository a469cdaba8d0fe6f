/**
 * The speaker's window: the notes of the current slide and the heading of the next one, on a screen of its own.
 *
 * reveal.js's own notes plugin needs messages between windows, which a page that is opened from a file cannot send. This
 * window is written by the deck itself.
 */
import type { RevealApi } from "reveal.js";
import { text } from "./texts.ts";

const STYLE =
  "body { font: 18px/1.5 system-ui, sans-serif; margin: 24px; max-width: 60rem; } h1 { font-size: 24px; } " +
  ".next { color: #57606a; } table { border-collapse: collapse; } td, th { border: 1px solid #d5dae0; padding: 4px 8px; } " +
  "img { max-width: 100%; } .speaker { border-left: 6px solid #0969da; padding: 2px 14px; font-size: 22px; }";

/** Opens the window, or brings it to the front, and keeps it at the current slide. */
export function openSpeakerNotes(deck: RevealApi): void {
  const view = globalThis.open("", "speaker-notes", "width=900,height=700");
  if (!view) return; // the browser blocked it, and says so
  const show = () => {
    if (view.closed) return deck.off("slidechanged", show);
    const slides = [...document.querySelectorAll(".slides > section")];
    const at = slides.indexOf(deck.getCurrentSlide());
    const heading = (slide: Element | undefined) =>
      slide?.querySelector("h1, h2")?.textContent ?? text("the end");
    const title = view.document.createElement("h1"), next = view.document.createElement("p");
    title.textContent = `${text("Slide {0} of {1}", at + 1, slides.length)}: ${heading(slides[at])}`;
    next.className = "next";
    next.textContent = `${text("Next")}: ${heading(slides[at + 1])}`;
    const notes = view.document.createElement("div");
    notes.className = "notes";
    notes.innerHTML = slides[at].querySelector("aside.notes")?.innerHTML ?? "";
    view.document.body.replaceChildren(title, next, notes);
    for (const fold of view.document.querySelectorAll("details")) fold.open = true;
    view.scrollTo(0, 0);
  };
  view.document.title = text("Speaker's notes");
  view.document.documentElement.lang = document.documentElement.lang;
  const style = view.document.createElement("style");
  style.textContent = STYLE;
  view.document.head.replaceChildren(style);
  deck.on("slidechanged", show);
  show();
  view.focus();
}
