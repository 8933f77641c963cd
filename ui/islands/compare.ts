/**
 * <file-compare digest="sha-256 in hex" earlier="sha-256 of the same paper before its last stamps, …"> around a
 * label.pick with a file input, an empty [data-answer] and the templates data-same, data-later (needed with
 * earlier) and data-different, in which [data-name] and [data-digest] are filled in.
 *
 * The file never leaves the browser. Without script the page shows the fingerprint to compare by hand.
 */
const SHOWN = 8;

class FileCompare extends HTMLElement {
  connectedCallback(): void {
    const input = this.querySelector<HTMLInputElement>("[type=file]")!;
    const drop = this.querySelector<HTMLElement>(".pick")!;
    input.addEventListener("change", () => void this.compare(input.files?.[0]));
    drop.addEventListener("dragover", (event) => event.preventDefault());
    drop.addEventListener("drop", (event) => {
      event.preventDefault();
      void this.compare(event.dataTransfer?.files[0]);
    });
  }

  private async compare(file: File | undefined): Promise<void> {
    if (!file) return;
    const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", await file.arrayBuffer()));
    const digest = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
    const words = this.querySelector<HTMLTemplateElement>(`[data-${this.verdictOn(digest)}]`)!;
    const answer = words.content.cloneNode(true) as DocumentFragment;
    for (const place of answer.querySelectorAll("[data-name]")) place.textContent = file.name;
    for (const place of answer.querySelectorAll("[data-digest]")) place.textContent = groups(digest);
    const place = this.querySelector<HTMLElement>("[data-answer]")!;
    place.replaceChildren(answer);
    place.tabIndex = -1;
    place.focus({ preventScroll: true });
    place.scrollIntoView(); // the verdict is read first, not the edge of its sign
  }

  /** A copy saved on the day of issue is still the one that was issued, though it got stamps since. */
  private verdictOn(digest: string): "same" | "later" | "different" {
    if (digest === this.getAttribute("digest")!.toLowerCase()) return "same";
    const earlier = this.getAttribute("earlier")?.toLowerCase().split(" ") ?? [];
    return earlier.includes(digest) ? "later" : "different";
  }
}

/** The first two groups are enough for the eye. */
const groups = (digest: string): string => `${digest.slice(0, SHOWN)} ${digest.slice(SHOWN, SHOWN * 2)} …`;

customElements.define("file-compare", FileCompare);
