/**
 * Rows that are ticked: how many stands in [data-ticked], whose words have a place {n}, and in which branch, if all are
 * in one. Shift with a click or with the space bar ticks all rows from the last one to this one, [data-page] the whole
 * page. Without script the bar says that it is for those who are ticked. [data-also] counts too, but is ticked only by
 * itself; [data-every] stands for more than the page lists and has words of its own.
 */
let last: HTMLInputElement | undefined;

const all_of = (what: string): HTMLInputElement[] => [...document.querySelectorAll<HTMLInputElement>(what)];
const boxes = (): HTMLInputElement[] => all_of("tbody [name=who], tbody [data-tick]:enabled");

function count(): void {
  const place = document.querySelector<HTMLElement>("[data-ticked]");
  const all = boxes();
  const ticked = all.filter((box) => box.checked);
  const where = new Set(ticked.map((box) => box.dataset["branch"]!));
  if (place) {
    const more = where.size === 1 ? (place.dataset["where"] ?? "").replace("{where}", [...where][0]!) : "";
    const [every] = all_of("[data-every]:checked");
    const n = ticked.length + all_of("tbody [data-also]:checked").length;
    place.textContent = every?.dataset["every"] ?? place.dataset["ticked"]!.replace("{n}", String(n)) + more;
  }
  const page = document.querySelector<HTMLInputElement>("[data-page]");
  if (!page) return;
  page.hidden = false;
  page.checked = ticked.length === all.length;
  page.indeterminate = ticked.length > 0 && !page.checked;
}

document.addEventListener("click", (event) => {
  const all = boxes();
  const whole = event.target as HTMLInputElement;
  if (whole.matches("[data-page]")) {
    for (const one of all) one.checked = whole.checked;
    count();
  }
  const here = all.indexOf(event.target as HTMLInputElement);
  if (here < 0) return void (whole.matches("[data-also], [data-every]") && count());
  const from = last ? all.indexOf(last) : -1; // a search may have taken that row away
  const box = all[here]!;
  if (event.shiftKey && from >= 0)
    for (const one of all.slice(Math.min(from, here), Math.max(from, here) + 1)) one.checked = box.checked;
  last = box;
  count();
});
// the ticks are gone only after this event; and a browser may bring them back with a page it has kept
document.addEventListener("reset", () => setTimeout(count));
document.addEventListener("htmx:after:swap", count);
addEventListener("pageshow", count);
count();

export {}; // a module of its own
