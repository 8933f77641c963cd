/** The page that says that there is no network: offers the progress that is kept, and opens what was wanted once it can. */
import { KEPT_PAGES } from "../pages";

const AGAIN = 10_000;

async function offerProgress(): Promise<void> {
  const place = document.querySelector<HTMLElement>("[data-kept]");
  const kept = await (await caches.open(KEPT_PAGES)).keys();
  if (!place || !kept.length) return;
  place.querySelector("a")!.href = kept[kept.length - 1]!.url;
  place.hidden = false;
}

async function tryAgain(): Promise<void> {
  if (document.hidden || location.pathname === "/offline/") return;
  const answer = await fetch(location.href, { method: "HEAD", cache: "no-store" }).catch(() => undefined);
  if (answer) location.reload();
}

void offerProgress().catch(() => undefined);
addEventListener("online", () => void tryAgain());
setInterval(() => void tryAgain(), AGAIN);
