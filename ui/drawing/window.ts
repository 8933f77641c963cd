/**
 * How much of the drawing is seen: as wide as its column and as high as it is, so that the page scrolls and nothing is
 * hidden. Larger and smaller by the buttons, or by the wheel with Ctrl.
 */
import { Vector, type ViewportController, type WorkspaceApi } from "sequential-workflow-designer";

const MARGIN = 12;
const [LEAST, MOST, PACE] = [0.4, 1.6, 1.2];
/** Words that are smaller than this cannot be read: the rest is reached by dragging. */
const READABLE = 0.75;

export class Window implements ViewportController {
  #scale = 0; // 0: as wide as there is room

  constructor(readonly api: WorkspaceApi, readonly host: HTMLElement) {}

  setDefault(): void {
    const size = this.api.getRootComponentSize();
    const fits = Math.min(1, Math.max(READABLE, (this.host.clientWidth - 2 * MARGIN) / size.x));
    const scale = this.#scale || fits;
    this.host.style.height = `${Math.ceil(size.y * scale + 2 * MARGIN)}px`;
    this.api.updateCanvasSize();
    this.api.setViewport({ position: this.#at(this.api.getViewport().position.x, scale), scale });
  }

  /** It is moved sideways only, and no further than it reaches. */
  keep(): void {
    const { position, scale } = this.api.getViewport();
    const at = this.#at(position.x, scale);
    if (at.x !== position.x || at.y !== position.y) this.api.setViewport({ position: at, scale });
  }

  /** A step whose panel is open is not left aside of what can be seen. */
  reveal(step: Element | null): void {
    if (!step?.matches(".sqd-step-task")) return;
    const [at, room] = [step.getBoundingClientRect(), this.host.getBoundingClientRect()];
    const left = Math.max(0, room.left + MARGIN - at.left);
    const right = Math.max(0, at.right - room.right + MARGIN);
    const { position, scale } = this.api.getViewport();
    if (left || right) this.api.setViewport({ position: new Vector(position.x + left - right, position.y), scale });
  }

  #at(x: number, scale: number): Vector {
    const spare = this.host.clientWidth - this.api.getRootComponentSize().x * scale;
    if (spare >= 2 * MARGIN) return new Vector(spare / 2, MARGIN);
    return new Vector(Math.min(MARGIN, Math.max(spare - MARGIN, x)), MARGIN);
  }

  zoom(larger: boolean): void {
    const scale = this.api.getViewport().scale * (larger ? PACE : 1 / PACE);
    this.#scale = Math.min(MOST, Math.max(LEAST, scale));
    this.setDefault();
  }

  fit(): void {
    this.#scale = 0;
    this.setDefault();
  }

  focusOnComponent(): void {
    // the page scrolls to it
  }
}
