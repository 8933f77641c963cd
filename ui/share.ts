/**
 * <copy-share text="…" url="…" done="复制好了"><button type="button" hidden>…</button></copy-share>
 *
 * The phone's own sheet where there is one, else the clipboard; the button stays hidden without script,
 * and the words stand on the page anyway.
 */
export class CopyShare extends HTMLElement {
  connectedCallback(): void {
    const button = this.querySelector("button");
    if (!button) return;
    button.hidden = false;
    button.addEventListener("click", () => void this.give(button));
  }

  private async give(button: HTMLButtonElement): Promise<void> {
    const text = this.getAttribute("text") ?? "";
    const url = this.getAttribute("url") ?? "";
    const matter: ShareData = { text, ...(url && { url }) };
    try {
      if (navigator.maxTouchPoints && navigator.canShare?.(matter)) {
        await navigator.share(matter);
        return;
      }
      await navigator.clipboard.writeText([text, url].filter(Boolean).join(" "));
      (button.querySelector("span") ?? button).textContent = this.getAttribute("done") ?? "";
    } catch {
      // closed the sheet, or the browser does not allow it: the words can still be marked by hand
    }
  }
}
