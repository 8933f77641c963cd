/**
 * A field for a file that is the whole area around it: [data-area] holds the input, a button to show, and [data-chosen],
 * whose words become the name of the file. Without script the browser's own field is there.
 */
for (const area of document.querySelectorAll<HTMLElement>("[data-area]")) {
  const input = area.querySelector<HTMLInputElement>("[type=file]")!;
  const words = area.querySelector<HTMLElement>("[data-chosen]")!;
  const over = (is: boolean) => (): void => void area.classList.toggle("over", is);
  area.querySelector<HTMLElement>(".btn")!.hidden = false;
  input.classList.add("cover");
  input.addEventListener("change", () => {
    if (input.files?.[0]) words.textContent = input.files[0].name;
  });
  input.addEventListener("dragenter", over(true));
  for (const end of ["dragleave", "drop"]) input.addEventListener(end, over(false));
}

export {}; // a module of its own
