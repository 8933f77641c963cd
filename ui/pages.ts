/** The service worker keeps the progress page, so that it opens without a network; see sw.ts. */
export const KEPT_PAGES = "pages";

/** Uploads that wait (islands/upload.ts) go too, but only when somebody signs out and does not merely come back late. */
export function forgetPages(uploads = false): void {
  if (!("caches" in window)) return;
  void caches.delete(KEPT_PAGES);
  if (uploads) void caches.delete("uploads");
}

export function keepPages(): void {
  // nobody is signed in: what the last person read is gone
  if (document.body.hasAttribute("data-nobody")) forgetPages();
  if (!("serviceWorker" in navigator)) return;
  addEventListener("load", () => void navigator.serviceWorker.register("/sw.js", { scope: "/" }).catch(() => undefined));
}
