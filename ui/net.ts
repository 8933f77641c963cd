/**
 * Say at the top of the page that the network is gone and that nothing is lost; so does a page that was kept (sw.ts).
 *
 * Nothing is sent by itself: whoever has pressed without a network is asked to press again. Words with data-off="…" say
 * something else as long as there is none.
 */
export function watchNetwork(): void {
  let isOff = false;
  const show = (): void => {
    const words = document.body.dataset;
    const bar = document.querySelector<HTMLElement>(".net");
    if (isOff === navigator.onLine) {
      isOff = !isOff;
      for (const place of document.querySelectorAll<HTMLElement>("[data-off]"))
        [place.textContent, place.dataset["off"]] = [place.dataset["off"]!, place.textContent!];
    }
    if (!isOff && !("stale" in words)) {
      if (bar && "pressed" in bar.dataset) bar.textContent = words["back"]!;
      else bar?.remove();
    } else if (!bar) say(words["offline"]);
  };
  addEventListener("online", show);
  addEventListener("offline", show);
  show();
}

function say(words = ""): HTMLElement {
  const bar = document.querySelector<HTMLElement>(".net") ?? document.createElement("div");
  bar.className = "net";
  bar.setAttribute("role", "status");
  bar.textContent = words;
  if (!bar.isConnected) document.body.prepend(bar);
  return bar;
}

/** Nothing was sent, or it did not arrive. */
export function askAgain(): void {
  say(document.body.dataset["again"]).dataset["pressed"] = "";
}

export function networkIsBack(): void {
  if (navigator.onLine && !("stale" in document.body.dataset)) document.querySelector(".net")?.remove();
}
