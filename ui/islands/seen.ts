/**
 * [data-seen="/v/CODE/seen"]: tells the house that the answer was before somebody's eyes, so that its owner can read
 * on which day. Nothing is kept on the phone, nothing is sent but that it happened; a reload is not another look.
 */
const A_LOOK = 1000; // milliseconds on the screen

const address = document.querySelector<HTMLElement>("[data-seen]")?.dataset["seen"];
const came = performance.getEntriesByType("navigation")[0] as PerformanceNavigationTiming | undefined;
let waiting = 0;

function look(): void {
  clearTimeout(waiting);
  if (!document.hidden) waiting = window.setTimeout(tell, A_LOOK);
}

function tell(): void {
  document.removeEventListener("visibilitychange", look);
  navigator.sendBeacon(address!);
}

if (address && came?.type !== "reload" && came?.type !== "back_forward") {
  document.addEventListener("visibilitychange", look);
  look();
}

export {}; // a module of its own
