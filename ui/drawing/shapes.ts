/** How one step and one block look: like in the list, a sign, the name, and below it whose it is and until when. */
import {
  ComponentDom, createSwitchStepComponentViewFactory, Dom, getAbsolutePosition,
  type RegionComponentViewExtension, type RegionView, type StepComponentView, type StepContext, type StepExtension,
} from "sequential-workflow-designer";
import { fitting, rem, short } from "./measure";
import { type Drawn, type DrawnStep } from "./steps";

const WIDTH = 12.5;
const HEIGHT = 3.25;
const [NAME, NOTE] = [0.8125, 0.75]; // --t-sm and --t-cap at a desk

const drawnOf = (context: StepContext): Drawn => (context.step as DrawnStep).drawn;

function task(parent: SVGElement, context: StepContext): StepComponentView {
  const drawn = drawnOf(context);
  const [width, height] = [WIDTH * rem(), HEIGHT * rem()];
  const g = ComponentDom.stepG("task", context.step.type, context.step.id);
  parent.append(g);
  const box = Dom.svg("rect", { class: "box", x: 0.5, y: 0.5, width, height, rx: rem() / 2 });
  g.append(box, said(drawn));
  sign(g, drawn.icon, 0.75, (HEIGHT - 1.125) / 2, 1.125);
  if (drawn.lock) sign(g, "lock", WIDTH - 1.5, 0.5, 0.875);
  line(g, "nm", fitting(drawn.name, 600, NAME, WIDTH - 2.75 - (drawn.lock ? 1.25 : 0)), 1.375);
  line(g, "nt", fitting(drawn.note, 400, NOTE, WIDTH - 2.75), 2.5);
  mark(g, drawn);
  return {
    g, width, height,
    joinX: width / 2,
    sequenceComponents: null,
    placeholders: null,
    hasOutput: true,
    getClientPosition: () => getAbsolutePosition(box),
    resolveClick: (click) => (g.contains(click.element) ? true : null),
    setIsDragging: () => undefined,
    setIsSelected: (is) => Dom.toggleClass(g, is, "on"),
    setIsDisabled: (is) => Dom.toggleClass(g, is, "sqd-disabled"),
  };
}

const block: StepExtension["createComponentView"] = (parent, context, view) => {
  const label = { height: 1.5 * rem(), paddingX: 0.75 * rem(), minWidth: 3 * rem(), radius: 0.5 * rem() };
  const draw = createSwitchStepComponentViewFactory({
    minContainerWidth: 4 * rem(), paddingX: 0.625 * rem(), paddingTop: 0.75 * rem(), connectionHeight: rem(),
    inputSize: 0, inputIconSize: 0, nameLabel: label, branchNameLabel: label,
  });
  const found = draw(parent, context, { ...view, getStepName: () => title(drawnOf(context)) });
  found.g.prepend(said(drawnOf(context)));
  mark(found.g, drawnOf(context));
  return found;
};

export const STEPS: StepExtension[] = [
  { componentType: "task", createComponentView: task },
  { componentType: "switch", createComponentView: block },
];

/** A block is a sheet with round corners around its branches. */
function frame(parent: SVGElement, widths: number[], height: number): RegionView {
  const width = widths.reduce((sum, one) => sum + one, 0);
  const sheet = Dom.svg("rect", { class: "frame", width, height, rx: 0.75 * rem() });
  parent.prepend(sheet);
  return {
    getClientPosition: () => getAbsolutePosition(sheet),
    resolveClick: (click) => {
      const box = sheet.getBoundingClientRect();
      const [x, y] = [click.position.x - scrollX - box.x, click.position.y - scrollY - box.y];
      return x >= 0 && y >= 0 && x < box.width && y < box.height ? true : null;
    },
    setIsSelected: (is) => Dom.toggleClass(parent, is, "on"),
  };
}

export const FRAME: RegionComponentViewExtension = {
  create(parent, name, context, _view, content) {
    const g = ComponentDom.stepG(name, context.step.type, context.step.id);
    parent.append(g);
    return content(g, frame);
  },
};

const title = (drawn: Drawn): string => short(`${drawn.words} ${drawn.name}`, 22);

function mark(g: SVGGElement, drawn: Drawn): void {
  g.classList.toggle("bad", drawn.fault !== "");
  g.classList.toggle("fixed", drawn.lock !== "");
}

/** What a mouse that rests on it is told. */
function said(drawn: Drawn): SVGTitleElement {
  const found = Dom.svg("title");
  found.textContent = [drawn.name, drawn.note, drawn.fault, drawn.lock].filter(Boolean).join("\n");
  return found;
}

function sign(g: SVGGElement, name: string, x: number, y: number, size: number): void {
  const drawing = document.querySelector(`#signs [data-sign="${name}"] svg`);
  if (!drawing) return;
  const at = Dom.svg("g", {
    class: "sg",
    transform: `translate(${x * rem()} ${y * rem()}) scale(${(size * rem()) / 24})`,
  });
  at.append(...[...drawing.children].map((one) => one.cloneNode(true)));
  g.append(at);
}

/** One line of words, cut where the box ends. */
function line(g: SVGGElement, kind: string, words: string, y: number): void {
  const text = Dom.svg("text", { class: kind, x: 2.5 * rem(), y: y * rem() });
  text.textContent = words;
  g.append(text);
}
