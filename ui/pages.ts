/** The service worker keeps the progress page, so that it opens without a network; see sw.ts. */
export const KEPT_PAGES = "pages";

export function forgetPages(): void {
  if ("caches" in window) void caches.delete(KEPT_PAGES);
}

export function keepPages(): void {
  // nobody is signed in: what the last person read is gone
  if (document.body.hasAttribute("data-nobody")) forgetPages();
  if (!("serviceWorker" in navigator)) return;
  addEventListener("load", () => void navigator.serviceWorker.register("/sw.js", { scope: "/" }).catch(() => undefined));
}
