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
    const room = this.host.clientWidth;
    const fits = Math.min(1, Math.max(READABLE, (room - 2 * MARGIN) / size.x));
    const scale = this.#scale || fits;
    this.host.style.height = `${Math.ceil(size.y * scale + 2 * MARGIN)}px`;
    this.api.updateCanvasSize();
    const left = Math.max(MARGIN, (room - size.x * scale) / 2);
    this.api.setViewport({ position: new Vector(left, MARGIN), scale });
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
