/**
 * [data-dwell="/sign/NO/dwell/" data-token="…"] around [data-page="1"]: how many seconds each page was on the screen, told
 * in one beacon when the page is left. Whoever signs without script loses nothing; nobody is made to wait for it.
 */
const root = document.querySelector<HTMLElement>("[data-dwell]");
const ATTENTIVE = 0.3; // of a page, or of the screen, whichever is less

if (root && "IntersectionObserver" in window) {
  const spent = new Map<string, number>();
  const since = new Map<string, number>();

  const stop = (page: string): void => {
    const began = since.get(page);
    if (began === undefined) return;
    since.delete(page);
    spent.set(page, (spent.get(page) ?? 0) + performance.now() - began);
  };

  const seen = new IntersectionObserver(
    (entries) => {
      for (const one of entries) {
        const page = (one.target as HTMLElement).dataset["page"]!;
        const enough = one.intersectionRatio >= ATTENTIVE || one.intersectionRect.height >= innerHeight * ATTENTIVE;
        if (enough && !document.hidden) since.set(page, since.get(page) ?? performance.now());
        else stop(page);
      }
    },
    { threshold: [0, 0.05, 0.1, 0.2, ATTENTIVE, 0.5, 0.8] },
  );

  const watch = (): void => {
    for (const page of root.querySelectorAll<HTMLElement>("[data-page]")) {
      seen.unobserve(page); // so that it tells anew where it stands
      seen.observe(page);
    }
  };

  const tell = (): void => {
    for (const page of [...since.keys()]) stop(page);
    const told = new FormData();
    for (const [page, spell] of spent) if (spell >= 500) told.set(`page${page}`, String(Math.round(spell / 1000)));
    spent.clear();
    if (![...told.keys()].length) return;
    told.set("csrfmiddlewaretoken", root.dataset["token"] ?? "");
    navigator.sendBeacon(root.dataset["dwell"]!, told);
  };

  document.addEventListener("visibilitychange", () => (document.hidden ? tell() : watch()));
  addEventListener("pagehide", tell);
  watch();
}

export {}; // a module of its own
