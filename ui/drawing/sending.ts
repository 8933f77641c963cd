/**
 * What is done in the drawing goes by the forms of the page, as everything in the list does: the same checks, the same
 * undoing, and nobody's change is lost. What is typed in the panel is saved first (flows/saving.ts).
 */
import { askAgain } from "../net";
import type { Spot } from "./steps";

export const NOT_SENT = "drawing:not-sent";

/** Without a network nothing is sent by itself later: the bar asks to do it again. */
function isOffline(): boolean {
  if (navigator.onLine) return false;
  askAgain();
  document.dispatchEvent(new Event(NOT_SENT));
  return true;
}

function send(form: string, values: Record<string, string | number>, button?: HTMLButtonElement): void {
  if (isOffline()) return;
  const found = document.querySelector<HTMLFormElement>(form);
  for (const [name, value] of Object.entries(values)) {
    const field = found?.querySelector<HTMLInputElement>(`input[name=${name}]`);
    if (field) field.value = String(value);
  }
  found?.requestSubmit(button);
}

export const open = (step: string): void => send("#open-form", { step });
export const move = (step: string, spot: Spot): void => send("#keys-form", { ...spot, step, to: "place" });
export const add = (button: HTMLButtonElement, spot: Spot): void => send("#add-form", { ...spot }, button);

/** A press on a kind adds it at the end, whatever was dragged before. */
export function forgetSpot(): void {
  for (const field of document.querySelectorAll<HTMLInputElement>("#add-form input[data-spot]")) field.value = "";
}
