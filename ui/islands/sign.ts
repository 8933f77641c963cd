/**
 * <signature-pad name="strokes" keep="envelope-7" missing="请先写下您的名字">
 *   <div class="pad"><canvas role="img" aria-label="…"></canvas><span>用手指写在线上</span></div>
 * </signature-pad> … <button type="button" data-clear disabled>…</button> <button type="submit" data-ok>…</button>
 *
 * Value of the form: {"w", "h", "strokes": [[[x, y, milliseconds]…]…]} in CSS pixels of the pad. Strokes are
 * kept in this tab until the page that follows says data-forget, so that a cut line costs nothing; turning the phone
 * keeps them too. Without script the page goes on to the form where the name is typed.
 */
import SignaturePad from "signature_pad";

type Groups = ReturnType<SignaturePad["toData"]>;
interface Drawing {
  w: number;
  h: number;
  groups: Groups;
}

export class DrawnSignature extends HTMLElement {
  static formAssociated = true;
  private inside = "attachInternals" in this ? this.attachInternals() : undefined;
  private pad!: SignaturePad;
  private canvas!: HTMLCanvasElement;
  private spare: HTMLInputElement | undefined;
  private size = { w: 0, h: 0 };

  connectedCallback(): void {
    this.canvas = this.querySelector("canvas")!;
    this.pad = new SignaturePad(this.canvas, { minWidth: 1.2, maxWidth: 3.4, penColor: "#1d2522", throttle: 8 });
    if (!this.inside) {
      // iPhones before iOS 16.4 know no such element in a form
      this.spare = Object.assign(document.createElement("input"), { type: "hidden", name: this.getAttribute("name") });
      this.append(this.spare);
    }
    this.recall();
    this.pad.addEventListener("endStroke", () => this.changed());
    for (const button of this.buttons) if ("clear" in button.dataset) button.onclick = () => this.clear();
    new ResizeObserver(() => this.fit()).observe(this.canvas);
  }

  /** Start again. */
  clear(): void {
    this.pad.clear();
    this.changed();
  }

  /** Match the canvas to its place and the screen, and put the strokes where they were, as large as they fit. */
  private fit(): void {
    const { offsetWidth: w, offsetHeight: h } = this.canvas;
    const sharp = Math.max(devicePixelRatio || 1, 1);
    const [width, height] = [Math.floor(w * sharp), Math.floor(h * sharp)];
    if (!w || (this.canvas.width === width && this.canvas.height === height)) return;
    const groups = this.pad.toData();
    const scale = this.size.w ? Math.min(w / this.size.w, h / this.size.h) : 1;
    for (const group of groups) for (const point of group.points) (point.x *= scale), (point.y *= scale);
    this.canvas.width = width;
    this.canvas.height = height;
    this.canvas.getContext("2d")!.scale(sharp, sharp);
    this.size = { w, h };
    this.pad.clear();
    this.pad.fromData(groups);
    this.changed();
  }

  private recall(): void {
    try {
      const drawing = JSON.parse(sessionStorage.getItem(this.key) ?? "") as Drawing;
      this.size = { w: drawing.w, h: drawing.h };
      this.pad.fromData(drawing.groups);
    } catch {
      // nothing kept
    }
  }

  private changed(): void {
    const empty = this.pad.isEmpty();
    const groups = this.pad.toData();
    const value = empty ? "" : JSON.stringify({ ...this.size, strokes: compact(groups) });
    this.inside?.setFormValue(value);
    this.inside?.setValidity(empty ? { valueMissing: true } : {}, this.getAttribute("missing") ?? " ", this.canvas);
    if (this.spare) this.spare.value = value;
    const hint = this.querySelector("span");
    if (hint) hint.hidden = !empty;
    for (const button of this.buttons) button.disabled = empty;
    try {
      if (empty) sessionStorage.removeItem(this.key);
      else sessionStorage.setItem(this.key, JSON.stringify({ ...this.size, groups }));
    } catch {
      // a phone that keeps nothing can still sign
    }
  }

  private get key(): string {
    return `strokes:${this.getAttribute("keep")}`;
  }

  private get buttons(): NodeListOf<HTMLButtonElement> {
    return this.closest("form")!.querySelectorAll("[data-clear], [data-ok]");
  }
}

/** Points with their time from the first touch; a tenth of a pixel is finer than a finger. */
function compact(groups: Groups): number[][][] {
  const start = groups[0]?.points[0]?.time ?? 0;
  const round = (number: number): number => Math.round(number * 10) / 10;
  return groups.map((group) => group.points.map((point) => [round(point.x), round(point.y), Math.round(point.time - start)]));
}

customElements.define("signature-pad", DrawnSignature);
