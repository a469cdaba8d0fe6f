/** The choice of light or dark: the visitor's, which this browser keeps; until then the system's. */
const KEY = "course-theme";

/** Shows what was chosen before, and connects the button. A browser may refuse its storage; then a choice lasts as long as the page. */
export function connectTheme(page: Document, storage: () => Storage): void {
  const { classList } = page.body;
  const stored = tried(() => storage().getItem(KEY));
  if (stored === "dark" || stored === "light") classList.add(stored);
  page.querySelector("button.theme")?.addEventListener("click", () => {
    const isDark = classList.contains("dark") ||
      (!classList.contains("light") && matchMedia("(prefers-color-scheme: dark)").matches);
    const next = isDark ? "light" : "dark";
    classList.remove("light", "dark");
    classList.add(next);
    tried(() => storage().setItem(KEY, next));
  });
}

function tried<T>(use: () => T): T | undefined {
  try {
    return use();
  } catch {
    return undefined;
  }
}
