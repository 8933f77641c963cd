/** The service worker keeps the progress page, so that it opens without a network; see sw.ts. */
export const KEPT_PAGES = "pages";
/** Files that wait to be sent (waiting.ts). */
export const UPLOADS = "uploads";

/** Those go too, but only when somebody signs out and does not merely come back late. */
export function forgetPages(uploads = false): void {
  if (!("caches" in window)) return;
  void caches.delete(KEPT_PAGES);
  if (uploads) void caches.delete(UPLOADS);
}

export function keepPages(): void {
  // nobody is signed in: what the last person read is gone
  if (document.body.hasAttribute("data-nobody")) forgetPages();
  if (!("serviceWorker" in navigator)) return;
  addEventListener("load", () => void navigator.serviceWorker.register("/sw.js", { scope: "/" }).catch(() => undefined));
}
