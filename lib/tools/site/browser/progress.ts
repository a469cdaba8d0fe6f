/**
 * The visitor's progress: a box to tick at each exercise, and the number of ticked ones on the contents page.
 *
 * The exercises that were solved on the computer that made the pages are ticked from the start (`data-solved`). What the
 * visitor ticks is kept in this browser only. Pages opened from files share it where the browser lets them.
 */
import { text } from "./texts.ts";

const KEY = "course-solved";

/** What the visitor has chosen, by exercise: { "03.2": true }. */
type Choices = Readonly<Record<string, boolean>>;

/** Adds the boxes, or the numbers, whichever the page has. */
export function connectProgress(page: Document, storage: () => Storage): void {
  for (const section of page.querySelectorAll<HTMLElement>("section[data-exercise]")) {
    addBox(section, storage);
  }
  const counts = [...page.querySelectorAll<HTMLElement>("[data-exercises]")];
  const update = () => {
    const choices = read(storage);
    if (Object.keys(choices).length === 0) return; // what the page says from the start
    for (const count of counts) {
      const list = (name: string) => (count.dataset[name] ?? "").split(" ").filter(Boolean);
      const made = new Set(list("solved")), all = list("exercises");
      const solved = all.filter((id) => choices[id] ?? made.has(id)).length;
      count.textContent = text("{0} of {1} exercises ticked as solved (in this browser)", solved, all.length);
    }
  };
  update();
  // Also after a visit to a page, when the browser shows the contents page as it was.
  if (counts.length > 0) page.defaultView?.addEventListener("pageshow", update);
}

function addBox(section: HTMLElement, storage: () => Storage): void {
  const id = section.dataset.exercise!;
  const label = section.ownerDocument.createElement("label");
  const box = section.ownerDocument.createElement("input");
  label.className = "solved";
  box.type = "checkbox";
  box.checked = read(storage)[id] ?? section.dataset.solved !== undefined;
  label.append(box, ` ${text("solved")}`);
  box.addEventListener("change", () => {
    write(storage, { ...read(storage), [id]: box.checked });
  });
  section.prepend(label);
}

/** A browser may refuse its storage; then a tick lasts as long as the page. */
function read(storage: () => Storage): Choices {
  try {
    const choices = JSON.parse(storage().getItem(KEY) ?? "{}");
    return typeof choices === "object" && choices !== null ? choices : {};
  } catch {
    return {};
  }
}

function write(storage: () => Storage, choices: Choices): void {
  try {
    storage().setItem(KEY, JSON.stringify(choices));
  } catch {
    // see read()
  }
}
