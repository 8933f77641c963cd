/**
 * The steps of a process as a drawing. It shows what the server says in `data-drawing`; what is dragged is asked of the
 * server and stands until its answer, which is drawn whatever it is. A press on a step opens the panel of the list.
 * Loaded by flow.ts where there is a mouse and room.
 */
import { Designer, type DesignerExtension, type Sequence, type StepsConfiguration } from "sequential-workflow-designer";
import { Kinds } from "../drawing/kinds";
import { add, forgetSpot, move, NOT_SENT, open } from "../drawing/sending";
import { measureAnew, short } from "../drawing/measure";
import { FRAME, STEPS } from "../drawing/shapes";
import { branchWords, definitionOf, spotOf, type Drawn, type DrawnStep, type Spot } from "../drawing/steps";
import { Window } from "../drawing/window";

const LABEL = 14;
const ANSWERS = ["htmx:finally:request", NOT_SENT];
const drawnOf = (step: unknown): Drawn => (step as DrawnStep).drawn;

class FlowDrawing extends HTMLElement {
  #designer: Designer | undefined;
  #window: Window | undefined;
  #kinds: Kinds | undefined;
  #isReady = false;
  #shown = ""; // what is drawn; nothing of the server's once something has been dragged
  readonly #follow = new ResizeObserver(() => this.#window?.setDefault());
  readonly #enlarged = new MutationObserver(() => {
    measureAnew();
    this.#designer?.updateRootComponent();
    this.#window?.setDefault();
  });

  connectedCallback(): void {
    const designer = Designer.create(this, this.#definition(), {
      theme: "lizhi",
      isReadonly: !this.#shaping,
      undoStackSize: 1, // undoing is the server's
      toolbox: false,
      editors: false,
      controlBar: false,
      contextMenu: false,
      keyboard: false,
      steps: this.#rules(),
      validator: { step: (step) => !drawnOf(step).fault },
      i18n: (key, words) => (key.endsWith(".branchName") ? short(branchWords.get(words) ?? words, LABEL) : words),
      extensions: [this.#parts()],
    });
    this.#designer = designer;
    // a page that comes back out of the history may put it in twice
    designer.onReady.subscribe(() => this.#designer === designer && this.#ready());
    designer.onViewportChanged.subscribe(() => this.#designer === designer && this.#window?.keep());
    designer.onSelectedStepIdChanged.subscribe((step) => this.#select(step));
    this.addEventListener("wheel", (event) => event.ctrlKey || event.stopPropagation(), { capture: true });
    // the drawing keeps the focus from moving, so what is typed beside it would not be noticed
    this.addEventListener("mousedown", () => (document.activeElement as HTMLElement).blur(), { capture: true });
    for (const event of ANSWERS) document.addEventListener(event, this.#answered);
    document.addEventListener("click", this.#zoom);
  }

  disconnectedCallback(): void {
    this.#follow.disconnect();
    this.#enlarged.disconnect();
    for (const event of ANSWERS) document.removeEventListener(event, this.#answered);
    document.removeEventListener("click", this.#zoom);
    this.#designer?.destroy();
    this.#designer = this.#window = undefined;
    this.#isReady = false;
  }

  get #shaping(): boolean {
    return "shaping" in this.dataset;
  }

  #ready(): void {
    this.#isReady = true;
    this.#show();
    this.#follow.observe(this);
    this.#enlarged.observe(document.documentElement, { attributeFilter: ["data-size"] });
  }

  #rules(): StepsConfiguration {
    return {
      isAutoSelectDisabled: true,
      isDraggable: (step) => !drawnOf(step).lock,
      canMoveStep: (_from, step, to, index) => this.#ask(to, index, (spot) => move(step.id, spot)),
      canInsertStep: (_step, to, index) => this.#ask(to, index, (spot) => add(this.#kinds!.button!, spot)),
    };
  }

  #parts(): DesignerExtension {
    return {
      steps: STEPS,
      regionComponentView: FRAME,
      uiComponents: [{ create: (_root, api) => (this.#kinds = new Kinds(api.toolbox)) }],
      viewportController: { create: (api) => (this.#window = new Window(api, this)) },
      wheelController: { create: () => ({ onWheel: (event) => this.#window?.zoom(event.deltaY < 0) }) },
    };
  }

  #definition(): ReturnType<typeof definitionOf> {
    measureAnew();
    this.#shown = this.dataset["drawing"] ?? "[]";
    return definitionOf(JSON.parse(this.#shown) as Drawn[]);
  }

  /** Rules are the server's: here every place is one, and it stands there until the answer. */
  #ask(to: Sequence, index: number, what: (spot: Spot) => void): boolean {
    const spot = spotOf(to, index, this.#designer!.getDefinition().sequence);
    if (!spot) return false;
    this.#shown = "";
    setTimeout(() => {
      this.#designer?.setIsReadonly(true);
      what(spot);
    });
    return true;
  }

  /** As the server has it now, whatever has been tried here. */
  readonly #answered = async (): Promise<void> => {
    forgetSpot();
    if (!this.#isReady) return;
    if (this.#shown !== this.dataset["drawing"]) await this.#designer?.replaceDefinition(this.#definition());
    this.#show();
    this.#designer?.setIsReadonly(!this.#shaping);
  };

  #show(): void {
    const current = this.dataset["current"];
    if (current) this.#designer?.selectStepById(current);
    else this.#designer?.clearSelectedStep();
    this.#window?.setDefault();
    this.#window?.reveal(this.querySelector(`[data-step-id="${current}"]`));
  }

  /** Only a press on another step opens something; what is open stays so until then. */
  #select(step: string | null): void {
    const current = this.dataset["current"] ?? "";
    if (step && step !== current) open(step);
    if (!step && current) queueMicrotask(() => this.#designer?.selectStepById(current));
  }

  readonly #zoom = (event: Event): void => {
    const button = (event.target as Element).closest<HTMLElement>("[data-zoom]");
    if (button?.dataset["zoom"] === "fit") this.#window?.fit();
    else if (button) this.#window?.zoom(button.dataset["zoom"] === "in");
  };
}

customElements.define("flow-drawing", FlowDrawing);
