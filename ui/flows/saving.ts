/**
 * What is typed into the panel (`data-saves`) saves itself a second after its field was left, and at once before anything
 * else: a press on a link or on another button waits for the answer, and is not followed when it was a no. A tab that is
 * closed sends it on its way out.
 */
import { askAgain, networkIsBack } from "../net";

const PAUSE = 1000;
const OWN = ["rev", "csrfmiddlewaretoken"]; // of the page as it is then, not of the press
interface Answer {
  ctx: { request: { form?: HTMLFormElement }; response?: { status: number }; text?: string };
}

let typed = false; // since it was sent last
let sending = false;
let due = false; // to be sent, but the one before is still on its way
let refused = false;
let handedOver = false;
let next: (() => void) | undefined;
let timer = 0;

const panel = (): HTMLFormElement | null => document.querySelector<HTMLFormElement>("form[data-saves]");
const isInside = (event: Event): boolean => !!(event.target as Element).closest("form[data-saves]");
const isOurs = (event: Event): boolean => !!(event as CustomEvent<Answer>).detail.ctx.request.form?.matches("[data-saves]");
const statusOf = (event: Event): number => (event as CustomEvent<Answer>).detail.ctx.response?.status ?? 0;

function save(): void {
  clearTimeout(timer);
  due = sending;
  if (typed && !sending && navigator.onLine) panel()?.requestSubmit();
}

/** True when something typed goes first. */
function waits(event: Event, what: () => void): void {
  if (!panel() || !(typed || sending)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (!navigator.onLine) {
    askAgain();
    return;
  }
  next = what;
  save();
}

/** The same press on the page as it is then: with its own state of the draft, and the values that the press had. */
function again(form: HTMLFormElement, button: HTMLElement | null): () => void {
  const action = form.getAttribute("action");
  const [name, value] = [button?.getAttribute("name"), button?.getAttribute("value")];
  const values = [...new FormData(form)].filter(([field]) => !OWN.includes(field));
  const isSame = (one: HTMLFormElement): boolean => one.isConnected && one.getAttribute("action") === action;
  return () => {
    const found = isSame(form) ? form : [...document.forms].find(isSame);
    for (const [field, typedIn] of values) {
      const input = found?.querySelector<HTMLInputElement>(`input[type=hidden][name="${field}"]`);
      if (input) input.value = String(typedIn);
    }
    const pressed = name ? found?.querySelector<HTMLButtonElement>(`button[name="${name}"][value="${value}"]`) : null;
    found?.requestSubmit(pressed);
  };
}

function submitted(event: SubmitEvent): void {
  const form = event.target as HTMLFormElement;
  if (form !== panel() || sending) {
    typed ||= form === panel();
    waits(event, again(form, event.submitter));
    return;
  }
  clearTimeout(timer);
  typed = false;
  sending = true;
}

/** What was typed meanwhile stays as it is: of the answer it takes only the state of the draft, and follows. */
function swapped(event: Event): void {
  if (!isOurs(event) || !typed) return;
  event.preventDefault();
  if (statusOf(event) >= 400) return;
  const page = new DOMParser().parseFromString((event as CustomEvent<Answer>).detail.ctx.text ?? "", "text/html");
  const rev = page.querySelector<HTMLInputElement>("form[data-saves] [name=rev]")?.value;
  for (const field of document.querySelectorAll<HTMLInputElement>("#main [name=rev]")) field.value = rev ?? field.value;
}

function answered(event: Event): void {
  const [ours, status] = [isOurs(event), statusOf(event)];
  refused = ours && status >= 400 && !typed;
  if (!ours) return;
  sending = false;
  if (!status || status >= 500) {
    typed = true;
    next = undefined;
    askAgain();
    return;
  }
  networkIsBack();
  if (typed && (next || due)) {
    save();
    return;
  }
  const what = refused ? undefined : next;
  next = undefined;
  if (!what) return;
  event.stopImmediatePropagation(); // what stands in the drawing waits for the answer to this
  what();
}

function leaving(): void {
  const form = panel();
  if (!form || !typed) return;
  const values = new FormData(form);
  values.set("late", "on"); // the one before it may have arrived, its answer has not
  handedOver = navigator.sendBeacon(form.action, values);
  typed = false;
}

function pressed(event: MouseEvent): void {
  const link = (event.target as Element).closest<HTMLAnchorElement>("a[href]");
  if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  if (link.target || link.hasAttribute("download") || link.getAttribute("href")!.startsWith("#")) return;
  waits(event, () => location.assign(link.href));
}

export function keepTyped(): void {
  document.addEventListener("input", (event) => (typed ||= isInside(event)));
  document.addEventListener("change", (event) => {
    if (!isInside(event)) return;
    typed = true;
    clearTimeout(timer);
    timer = setTimeout(save, PAUSE);
  });
  document.addEventListener("submit", submitted, { capture: true });
  document.addEventListener("click", pressed, { capture: true });
  // a house that has failed has no page to put in its place
  document.addEventListener("htmx:before:response", (event) => isOurs(event) && statusOf(event) >= 500 && event.preventDefault());
  document.addEventListener("htmx:before:swap", swapped);
  document.addEventListener("htmx:finally:request", answered);
  document.addEventListener("htmx:before:history:restore", (event) => waits(event, () => location.reload()));
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && save());
  addEventListener("online", save);
  addEventListener("pagehide", leaving);
  addEventListener("pageshow", (event: PageTransitionEvent) => event.persisted && handedOver && location.reload());
  addEventListener("beforeunload", (event) => {
    if (panel() && (refused || (typed && !navigator.onLine))) event.preventDefault();
  });
}
