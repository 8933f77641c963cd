/** Words that follow a choice: `data-follow="early"` shows the `data-says` of the chosen one, else its `data-none`. */
function follow(): void {
  for (const place of document.querySelectorAll<HTMLElement>("[data-follow]")) {
    const chosen = document.querySelector<HTMLElement>(`input[name=${place.dataset["follow"]}]:checked`);
    const words = chosen ? chosen.dataset["says"] : place.dataset["none"];
    if (words) place.textContent = words;
  }
}

document.addEventListener("change", follow);
follow();

export {}; // a module of its own
