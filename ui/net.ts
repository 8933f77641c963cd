/** Say at the top of the page that the network is gone and that nothing is lost; so does a page that was kept (sw.ts). */
export function watchNetwork(): void {
  const show = (): void => {
    const bar = document.querySelector(".net");
    if (navigator.onLine && !("stale" in document.body.dataset)) {
      bar?.remove();
    } else if (!bar) {
      const element = document.createElement("div");
      element.className = "net";
      element.setAttribute("role", "status");
      element.textContent = document.body.dataset["offline"] ?? "";
      document.body.prepend(element);
    }
  };
  addEventListener("online", show);
  addEventListener("offline", show);
  show();
}
