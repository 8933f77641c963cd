/**
 * Forms that post: never without a network (the bar asks to press again), never twice from one page.
 *
 * `data-forget="name"` on the page that follows says that the server has what was kept under that name; signing out
 * empties the phone.
 */
import { noteSent } from "./drafts";
import { forget, forgetAll } from "./kept";
import { askAgain } from "./net";
import { forgetPages } from "./pages";

export function watchForms(): void {
  const sent = new WeakSet<HTMLFormElement>();
  document.addEventListener("submit", (event) => {
    const form = event.target as HTMLFormElement;
    if (event.defaultPrevented || form.method !== "post" || form.hasAttribute("hx-post")) return;
    if (!navigator.onLine || sent.has(form)) {
      event.preventDefault();
      if (!navigator.onLine) askAgain();
      return;
    }
    sent.add(form);
    noteSent(form);
    form.setAttribute("aria-busy", "true");
    if (form.action.endsWith("/sign-out/")) {
      forgetAll();
      forgetPages(true);
    }
  });
  // back from the page after it: the form may be sent again
  addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll<HTMLFormElement>("form[aria-busy]")) {
      sent.delete(form);
      form.removeAttribute("aria-busy");
    }
  });
  for (const element of document.querySelectorAll<HTMLElement>("[data-forget]")) forget(element.dataset["forget"] ?? "");
}
