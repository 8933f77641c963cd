/**
 * What is typed into a form in the hand stays on the phone until the server has answered it: a dead line, a call or a
 * closed browser costs nothing. Questions of an application keep themselves (islands/apply.ts); desks keep nothing.
 */
import { forget, keep, recall, safely } from "./kept";

type Field = HTMLInputElement | HTMLTextAreaElement;
const FIELDS = ".ph form[method=post] :is(textarea, input[type=text], input[type=date], input:not([type])):not([data-code])";
const SENT = "sent";
const draftOf = (path: string): string => `draft:${path}`;

export function keepDrafts(): void {
  forgetAnswered();
  if (document.body.hasAttribute("data-nobody") || document.querySelector("apply-form")) return;
  const name = draftOf(location.pathname);
  const draft = recall<Record<string, string>>(name) ?? {};
  for (const field of document.querySelectorAll<Field>(FIELDS)) {
    field.value ||= draft[field.name] ?? "";
    field.addEventListener("input", () => {
      draft[field.name] = field.value;
      keep(name, draft);
    });
  }
}

/** A form is on its way (forms.ts). */
export function noteSent(): void {
  safely(() => sessionStorage.setItem(SENT, location.pathname));
}

/** The page that comes after a form comes from the server, which has it; after a dead line nobody comes from there. */
function forgetAnswered(): void {
  const sent = safely(() => sessionStorage.getItem(SENT));
  if (!sent) return;
  safely(() => sessionStorage.removeItem(SENT));
  const came = performance.getEntriesByType("navigation")[0] as PerformanceNavigationTiming | undefined;
  if (came?.type === "navigate" && document.referrer.startsWith(location.origin + sent)) forget(draftOf(sent));
}
