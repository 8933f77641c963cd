/**
 * What is typed into a form in the hand stays on the phone until the server has answered it: a dead line, a call or a
 * closed browser costs nothing. Questions of an application keep themselves (islands/apply.ts); at a desk nothing is kept
 * in the browser, which others may use: what needs a code first waits at the server (accounts/unsent.py).
 */
import { forget, keep, recall, safely } from "./kept";

type Field = HTMLInputElement | HTMLTextAreaElement;
const FIELDS = ".ph form[method=post] :is(textarea, input[type=text], input[type=date], input:not([type])):not([data-code])";
const SENT = "sent";
const draftOf = (path: string): string => `draft:${path}`;

export function keepDrafts(): void {
  // nobody is signed in: the form before is not answered but waits for whoever comes back
  if (document.body.hasAttribute("data-nobody")) return;
  forgetAnswered();
  if (document.querySelector("apply-form")) return;
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

/** A form is on its way (forms.ts). `data-page`: it carries what was typed on that page (unsent.html). */
export function noteSent(form: HTMLFormElement): void {
  safely(() => sessionStorage.setItem(SENT, form.dataset["page"] ?? location.pathname));
}

/**
 * Whatever is done leads on to another page; a refusal, a mistake or the wish for a code stands where the form was sent
 * to, and a dead line leads nowhere. Only the first says that the server has it.
 */
function forgetAnswered(): void {
  const sent = safely(() => sessionStorage.getItem(SENT));
  if (!sent) return;
  safely(() => sessionStorage.removeItem(SENT));
  const came = performance.getEntriesByType("navigation")[0] as PerformanceNavigationTiming | undefined;
  if (came?.redirectCount && document.referrer) forget(draftOf(sent));
}
