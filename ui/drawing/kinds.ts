/** The menu of kinds above the drawing: each is a button that adds one at the end, and can be dragged into the drawing. */
import { Vector, type ToolboxApi } from "sequential-workflow-designer";
import { fresh } from "./steps";

const FAR = 4;

export class Kinds {
  button: HTMLButtonElement | undefined;
  #from: PointerEvent | undefined;
  #dragged = false;

  constructor(readonly toolbox: ToolboxApi) {
    document.addEventListener("pointerdown", this.#press);
    document.addEventListener("pointermove", this.#drag);
    document.addEventListener("pointerup", this.#release);
    document.addEventListener("click", this.#click, { capture: true });
  }

  destroy(): void {
    document.removeEventListener("pointerdown", this.#press);
    document.removeEventListener("pointermove", this.#drag);
    document.removeEventListener("pointerup", this.#release);
    document.removeEventListener("click", this.#click, { capture: true });
  }

  readonly #press = (event: PointerEvent): void => {
    const button = (event.target as Element).closest<HTMLButtonElement>("#add-form button");
    this.#dragged = false;
    if (!button || event.button !== 0) return;
    this.button = button;
    this.#from = event;
  };

  readonly #drag = (event: PointerEvent): void => {
    const [from, button] = [this.#from, this.button];
    if (!from || !button || Math.hypot(event.pageX - from.pageX, event.pageY - from.pageY) < FAR) return;
    this.#from = undefined;
    const step = fresh(button.value, button.dataset["sign"] ?? "", button.textContent.trim());
    this.#dragged = this.toolbox.tryDrag(new Vector(event.pageX, event.pageY), step);
  };

  readonly #release = (): void => {
    this.#from = undefined;
  };

  /** Let go over its own button, it was not pressed. */
  readonly #click = (event: Event): void => {
    if (this.#dragged && (event.target as Element).closest("#add-form button")) event.preventDefault();
    this.#dragged = false;
  };
}
