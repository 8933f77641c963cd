/**
 * The steps of a process. By keyboard: Alt with an arrow moves the step that has the focus, by the form that its own panel
 * would send; after the page has changed the focus is on that step again. Without script the panel's arrows do the same.
 */
import { keepTyped } from "../flows/saving";

const TO: Record<string, string> = { ArrowUp: "up", ArrowDown: "down", ArrowRight: "into", ArrowLeft: "out" };
const ROOM = matchMedia("(min-width: 721px) and (pointer: fine)"); // as in drawing.css
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

document.addEventListener("htmx:after:swap", (event) => {
  document.querySelector("#refused")?.scrollIntoView({ block: "nearest" }); // it stands at the top of a long page
  if ((event.target as Element).id !== "keys-form") return; // what was typed has been saved first
  if (moved) document.querySelector<HTMLElement>(`[data-step="${moved}"]`)?.focus();
  moved = "";
});

/** The drawing is heavy: it comes where it has been chosen and there is a mouse and room, never to a phone. */
function loadDrawing(): void {
  const address = document.querySelector<HTMLElement>("flow-drawing")?.dataset["island"];
  if (address && ROOM.matches) void import(address);
}
ROOM.addEventListener("change", loadDrawing);
loadDrawing();
keepTyped();
