/**
 * The steps of a process by keyboard: Alt with an arrow moves the step that has the focus, by the form that its own panel
 * would send; after the page has changed the focus is on that step again. Without script the panel's arrows do the same.
 */
const TO: Record<string, string> = { ArrowUp: "up", ArrowDown: "down", ArrowRight: "into", ArrowLeft: "out" };
let moved = "";

const stepOf = (target: EventTarget | null): string =>
  (target as Element | null)?.closest<HTMLElement>("[data-step]")?.dataset["step"] ?? "";

document.addEventListener("keydown", (event) => {
  const to = event.altKey ? TO[event.key] : undefined;
  const step = stepOf(event.target);
  const form = document.querySelector<HTMLFormElement>("#keys-form");
  if (!to || !step || !form) return;
  event.preventDefault();
  moved = step;
  form.querySelector<HTMLInputElement>("[name=to]")!.value = to;
  form.querySelector<HTMLInputElement>("[name=step]")!.value = step;
  form.requestSubmit();
});

document.addEventListener("htmx:after:swap", () => {
  if (moved) document.querySelector<HTMLElement>(`[data-step="${moved}"]`)?.focus();
  moved = "";
});

export {}; // a module of its own
