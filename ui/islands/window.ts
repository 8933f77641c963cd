/**
 * Small windows over a page at a desk: HTMX puts a page's form into the dialog `#window`, this opens and closes it.
 * Without script the same links lead to the pages.
 */
interface Swap {
  ctx: { target?: Element; response?: { raw: Response } };
}

const dialog = document.querySelector<HTMLDialogElement>("#window");
const isOurs = (event: Event): boolean => (event as CustomEvent<Swap>).detail.ctx.target === dialog;

if (dialog) {
  // done: the answer is another page, which shows what has happened
  document.addEventListener("htmx:before:response", (event) => {
    const answer = (event as CustomEvent<Swap>).detail.ctx.response?.raw;
    if (!isOurs(event) || !answer?.redirected) return;
    event.preventDefault();
    location.assign(answer.url);
  });
  document.addEventListener("htmx:after:swap", (event) => {
    if (!isOurs(event)) return;
    if (!dialog.querySelector("[data-close]")) dialog.append(closeButton(dialog.dataset["wayOut"] ?? ""));
    dialog.setAttribute("aria-labelledby", dialog.querySelector("h2")?.id ?? "");
    if (!dialog.open) dialog.showModal();
    dialog.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  });
  dialog.addEventListener("click", (event) => {
    if (!(event.target as Element).closest("[data-close]")) return;
    event.preventDefault();
    dialog.close();
  });
}

/** A refusal has no way out of its own. */
function closeButton(words: string): HTMLElement {
  const foot = document.createElement("div");
  foot.className = "ft";
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn";
  button.dataset["close"] = "";
  button.textContent = words;
  foot.append(button);
  return foot;
}
