/**
 * <apply-form keep="application-7" saved="已存在手机上"> around a <form> whose questions are <section data-step>.
 *
 * Without script all questions stand under one another over one button. With it they come one by one: the address
 * (#2) says which, so that the phone's own Back works; `data-next` in a question goes on, a touched radio under
 * `data-auto` goes on by itself; `data-only-step` is hidden without script, `data-only-plain` with it. Every answer is
 * kept on the phone until a page with data-forget says that the server has it.
 *
 * `data-agrees="proof_consent"` around a part: whoever touches it gives the consent that its button names, before
 * anything is chosen. `data-when="place=away"` shows a part only with that answer; `data-answers="reason words"` shows
 * in the last question what was chosen: the label, or `data-says="11月27日 周五|公司不同意就按 12月23日"` of the choice;
 * with `data-count="{} 份"` how many. `data-missing` on a field is what to say when it is empty, in a copy of what
 * <template data-error> holds.
 */
import { keep, recall } from "../kept";

type Answers = [name: string, value: string][];
type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;
const PAUSE = 300;

class ApplyForm extends HTMLElement {
  private form!: HTMLFormElement;
  private steps: HTMLElement[] = [];
  private step = 0;

  connectedCallback(): void {
    this.form = this.querySelector("form")!;
    this.steps = [...this.querySelectorAll<HTMLElement>("[data-step]")];
    this.form.noValidate = true;
    for (const part of this.querySelectorAll<HTMLElement>("[data-only-step]")) part.hidden = false;
    for (const part of this.querySelectorAll<HTMLElement>("[data-only-plain]")) part.hidden = true;
    const wrong = this.steps.findIndex((step) => step.querySelector(".bad"));
    if (wrong < 0) this.recall();
    this.form.addEventListener("input", () => this.answered());
    this.form.addEventListener("click", (event) => this.clicked(event));
    this.form.addEventListener("change", (event) => this.agree((event.target as HTMLElement).closest("[data-agrees]")));
    this.form.addEventListener("submit", (event) => this.submitted(event));
    addEventListener("hashchange", () => this.show(this.asked()));
    document.querySelector(".ph-top [href]")?.addEventListener("click", (event) => {
      if (!this.step) return;
      event.preventDefault();
      history.back();
    });
    this.answered();
    this.show(wrong < 0 ? this.asked() : wrong);
  }

  /** Which question the address asks for; none after one that is not answered. */
  private asked(): number {
    const wanted = Math.min(Math.max(Number(location.hash.slice(1)) - 1 || 0, 0), this.steps.length - 1);
    const open = this.steps.findIndex((step) => controls(step).some((control) => !control.checkValidity()));
    return open < 0 ? wanted : Math.min(wanted, open);
  }

  private show(step: number): void {
    const moved = step !== this.step;
    this.step = step;
    for (const place of this.steps[step]!.querySelectorAll<HTMLElement>("[data-answers]")) this.summarize(place);
    for (const [index, section] of this.steps.entries()) section.hidden = index !== step;
    if (!moved) return;
    scrollTo(0, 0);
    const title = this.steps[step]!.querySelector<HTMLElement>("h1, h2");
    if (title) {
      title.tabIndex = -1;
      title.focus({ preventScroll: true });
    }
  }

  private next(): void {
    if (this.check(this.steps[this.step]!)) location.hash = `${this.step + 2}`;
  }

  private clicked(event: MouseEvent): void {
    const target = event.target as HTMLElement;
    if (target.closest("[data-next]")) this.next();
    this.agree(target.closest<HTMLElement>("[data-agrees]"));
    // a touch has detail 1; the arrow keys of a keyboard or a screen reader have 0, and would run away with the page
    if (!(target instanceof HTMLInputElement) || target.type !== "radio" || !event.detail) return;
    const section = target.closest<HTMLElement>("[data-step]");
    if (!target.closest("[data-auto]") || section?.querySelector("details[open]")) return;
    const here = this.step;
    setTimeout(() => {
      if (this.step === here && target.checked && !this.opened(section)) this.next();
    }, PAUSE);
  }

  /** The consent is a tick of its own; without script it stands above the part. */
  private agree(part: HTMLElement | null): void {
    const tick = part && controls(this.form, true).find((control) => control.name === part.dataset["agrees"]);
    if (!(tick instanceof HTMLInputElement) || tick.checked) return;
    tick.checked = true;
    tick.dispatchEvent(new Event("change", { bubbles: true }));
    this.answered();
  }

  /** An answer that asks for more, such as a city, waits for the button. */
  private opened(section: HTMLElement | null): boolean {
    return [...(section?.querySelectorAll<HTMLElement>("[data-when]") ?? [])].some((part) => !part.hidden);
  }

  /** Say what is missing in its place; true when nothing is. */
  private check(section: HTMLElement): boolean {
    const wrong = controls(section).filter((control) => !control.checkValidity());
    for (const old of section.querySelectorAll("p.e[data-now]")) old.remove();
    for (const control of controls(section)) control.removeAttribute("aria-invalid");
    for (const control of wrong) {
      const box = control.closest("fieldset, .f, .tick") ?? control;
      if (box.querySelector("p.e") || box.nextElementSibling?.matches("p.e")) continue;
      const words = this.blank();
      words.querySelector("span")!.textContent = control.dataset["missing"] ?? control.validationMessage;
      control.setAttribute("aria-invalid", "true");
      if (box.matches(".tick")) {
        words.classList.add("blk"); // it stands beside the line, not in it
        box.after(words);
      } else box.append(words);
      box.classList.add("bad");
    }
    wrong[0]?.focus();
    return !wrong.length;
  }

  /** A mistake as the server writes it, sign and all, still without words. */
  private blank(): HTMLElement {
    const { content } = this.querySelector<HTMLTemplateElement>("template[data-error]")!;
    return content.firstElementChild!.cloneNode(true) as HTMLElement;
  }

  private submitted(event: SubmitEvent): void {
    const wrong = this.steps.findIndex((step) => controls(step).some((control) => !control.checkValidity()));
    if (wrong >= 0) {
      event.preventDefault();
      this.show(wrong);
      this.check(this.steps[wrong]!);
    } else if (this.step < this.steps.length - 1) {
      // Enter in a field is the button of its question
      event.preventDefault();
      this.next();
    }
  }

  /** Keep what is there, show what belongs to it. */
  private answered(): void {
    const answers = this.answers();
    for (const part of this.querySelectorAll<HTMLElement>("[data-when]")) {
      const [name, value] = part.dataset["when"]!.split("=");
      part.hidden = !answers.some(([key, answer]) => key === name && answer === value);
      for (const control of controls(part, true)) control.disabled = part.hidden;
    }
    for (const control of this.querySelectorAll(".bad [aria-invalid]")) {
      if ((control as Control).checkValidity()) control.closest(".bad")?.classList.remove("bad");
    }
    for (const place of this.querySelectorAll<HTMLElement>("[data-answers]")) this.summarize(place);
    if (!keep(this.name, this.answers())) return;
    for (const place of this.querySelectorAll("[data-saved]")) place.textContent = this.getAttribute("saved");
  }

  private summarize(place: HTMLElement): void {
    const given = place.dataset["answers"]!.split(" ").flatMap((name) =>
      controls(this.form, true)
        .filter((control) => control.name === name && !control.disabled)
        .filter((control) => !isChoice(control) || (control as HTMLInputElement).checked),
    );
    const { count, more } = place.dataset;
    const counted = given.length ? [count?.replace("{}", `${given.length}`) ?? "", more ?? ""] : [];
    const words = (count ? counted : given.flatMap(said)).filter(Boolean);
    place.textContent = words.shift() ?? place.dataset["none"] ?? "";
    if (!words.length) return;
    const small = document.createElement("small");
    small.textContent = words.join("、");
    place.append(small);
  }

  private answers(): Answers {
    const answers: Answers = [];
    for (const [name, value] of new FormData(this.form)) {
      if (typeof value === "string" && name !== "csrfmiddlewaretoken" && name !== "key") answers.push([name, value]);
    }
    return answers;
  }

  private recall(): void {
    const answers = recall<Answers>(this.name);
    if (!answers) return;
    for (const control of controls(this.form, true)) {
      const values = answers.filter(([name]) => name === control.name).map(([, value]) => value);
      if (isChoice(control)) (control as HTMLInputElement).checked = values.includes(control.value);
      else if (values[0] !== undefined && control.type !== "hidden") control.value = values[0];
    }
  }

  private get name(): string {
    return this.getAttribute("keep") ?? location.pathname;
  }
}

function controls(part: ParentNode, all = false): Control[] {
  const found = [...part.querySelectorAll<Control>("input, textarea, select")];
  return found.filter((control) => control.type !== "file" && (all || !control.disabled));
}

const isChoice = (control: Control): boolean => control.type === "radio" || control.type === "checkbox";

/** An answer in a word or two, and what follows from it. */
const said = (control: Control): string[] => control.dataset["says"]?.split("|") ?? [label(control)];

/** What a person would call this answer. */
function label(control: Control): string {
  if (control instanceof HTMLSelectElement) return control.selectedOptions[0]?.textContent?.trim() ?? "";
  if (control.type === "date" && control.value) {
    const day = { month: "long", day: "numeric", weekday: "short" } as const;
    return new Date(control.value).toLocaleDateString(document.documentElement.lang, day);
  }
  if (!isChoice(control)) return control.value;
  const words = control.labels?.[0]?.querySelector("b") ?? control.labels?.[0];
  return words?.textContent?.trim() ?? "";
}

customElements.define("apply-form", ApplyForm);
