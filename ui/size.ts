/** Large type: a button with `data-big` turns it on and off; a cookie tells the server for the next page. */
const YEAR = 60 * 60 * 24 * 365;

export function offerLargeType(): void {
  const root = document.documentElement;
  const apply = (big: boolean): void => {
    if (big) root.dataset["size"] = "big";
    else delete root.dataset["size"];
    for (const button of document.querySelectorAll("[data-big]")) button.setAttribute("aria-pressed", String(big));
  };
  // a page out of the phone's own store does not know the cookie
  apply(/(^|; )type=big/.test(document.cookie));
  document.addEventListener("click", (event) => {
    if (!(event.target instanceof Element && event.target.closest("[data-big]"))) return;
    const big = root.dataset["size"] !== "big";
    document.cookie = `type=${big ? "big" : ""}; path=/; max-age=${big ? YEAR : 0}; samesite=lax`;
    apply(big);
  });
}
