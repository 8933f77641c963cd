/**
 * The steps of a process as a drawing. It is a view of what the server says in `data-drawing`, and says nothing of its
 * own: a press on a step opens the same panel as in the list. Loaded by flow.ts where there is a mouse and room.
 */
import { Designer, type DesignerExtension } from "sequential-workflow-designer";
import { FRAME, STEPS, short } from "../drawing/shapes";
import { branchWords, definitionOf, type Drawn, type DrawnStep } from "../drawing/steps";
import { Window } from "../drawing/window";

const LABEL = 14;

class FlowDrawing extends HTMLElement {
  #designer: Designer | undefined;
  #window: Window | undefined;
  #drawn = "";
  readonly #follow = new ResizeObserver(() => this.#window?.setDefault());

  readonly #resized = new MutationObserver(() => {
    this.#designer?.updateRootComponent();
    this.#window?.setDefault();
  });

  connectedCallback(): void {
    this.#designer = Designer.create(this, this.#definition(), {
      theme: "lizhi",
      isReadonly: true,
      undoStackSize: 1, // undoing is the server's
      toolbox: false,
      editors: false,
      controlBar: false,
      contextMenu: false,
      keyboard: false,
      steps: { isAutoSelectDisabled: true },
      validator: { step: (step) => !(step as DrawnStep).drawn.fault },
      i18n: (key, words) => (key.endsWith(".branchName") ? short(branchWords.get(words) ?? words, LABEL) : words),
      extensions: [this.#parts()],
    });
    this.#designer.onReady.subscribe(() => {
      this.#show();
      this.#follow.observe(this);
      this.#resized.observe(document.documentElement, { attributeFilter: ["data-size"] });
    });
    this.#designer.onSelectedStepIdChanged.subscribe((step) => this.#open(step));
    this.addEventListener("wheel", (event) => event.ctrlKey || event.stopPropagation(), { capture: true });
    document.addEventListener("htmx:finally:request", this.#answered);
    document.addEventListener("click", this.#zoom);
  }

  disconnectedCallback(): void {
    this.#follow.disconnect();
    this.#resized.disconnect();
    document.removeEventListener("htmx:finally:request", this.#answered);
    document.removeEventListener("click", this.#zoom);
    this.#designer?.destroy();
  }

  #parts(): DesignerExtension {
    return {
      steps: STEPS,
      regionComponentView: FRAME,
      viewportController: { create: (api) => (this.#window = new Window(api, this)) },
      wheelController: { create: () => ({ onWheel: (event) => this.#window?.zoom(event.deltaY < 0) }) },
    };
  }

  #definition(): ReturnType<typeof definitionOf> {
    this.#drawn = this.dataset["drawing"] ?? "[]";
    return definitionOf(JSON.parse(this.#drawn) as Drawn[]);
  }

  /** As the server has it now, whatever has been tried here. */
  readonly #answered = async (): Promise<void> => {
    if (this.#drawn !== this.dataset["drawing"]) await this.#designer?.replaceDefinition(this.#definition());
    this.#show();
  };

  #show(): void {
    const current = this.dataset["current"];
    if (current) this.#designer?.selectStepById(current);
    else this.#designer?.clearSelectedStep();
    this.#window?.setDefault();
  }

  /** Only a press on another step opens something; what is open stays so until then. */
  #open(step: string | null): void {
    const current = this.dataset["current"] ?? "";
    const form = document.querySelector<HTMLFormElement>("#open-form");
    if (step === current || !form) return;
    if (!step) {
      if (current) queueMicrotask(() => this.#designer?.selectStepById(current));
      return;
    }
    form.querySelector<HTMLInputElement>("[name=step]")!.value = step;
    form.requestSubmit();
  }

  readonly #zoom = (event: Event): void => {
    const button = (event.target as Element).closest<HTMLElement>("[data-zoom]");
    if (button?.dataset["zoom"] === "fit") this.#window?.fit();
    else if (button) this.#window?.zoom(button.dataset["zoom"] === "in");
  };
}

customElements.define("flow-drawing", FlowDrawing);
