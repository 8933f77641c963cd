/** The steps as the server says them (lizhi/flows/drawn.py), and the same as the library wants them. */
import type { Branches, BranchedStep, Definition, Sequence, Step } from "sequential-workflow-designer";

export interface Drawn {
  id: string;
  kind: string;
  icon: string;
  name: string;
  words: string;
  note: string;
  lock: string;
  fault: string;
  branches: { words: string; steps: Drawn[] }[];
}
export interface DrawnStep extends Step {
  properties: Record<string, never>;
  drawn: Drawn;
}

/** What stands above a branch, by the name that the branch has in the definition: block and number. */
export const branchWords = new Map<string, string>();

export function definitionOf(steps: Drawn[]): Definition {
  return { properties: {}, sequence: steps.map(stepOf) };
}

export function stepOf(drawn: Drawn): DrawnStep {
  const isBlock = drawn.branches.length > 0;
  const step = { id: drawn.id, type: drawn.kind, name: drawn.name, properties: {}, drawn };
  return isBlock
    ? ({ ...step, componentType: "switch", branches: branchesOf(drawn) } as DrawnStep & BranchedStep)
    : { ...step, componentType: "task" };
}

function branchesOf(drawn: Drawn): Branches {
  const found: Branches = {};
  drawn.branches.forEach((branch, number) => {
    const name = `${drawn.id}/${number}`; // never a bare number: those would not stay in order
    branchWords.set(name, branch.words);
    found[name] = branch.steps.map(stepOf);
  });
  return found;
}

/** Where a step comes to stand: in which branch of which block, and as which one there. */
export interface Spot {
  block: string;
  branch: number;
  index: number;
}

/** The block and the number of the branch whose steps these are. */
export function spotOf(wanted: Sequence, index: number, within: Sequence, block = "", branch = 0): Spot | undefined {
  if (wanted === within) return { block, branch, index };
  for (const step of within) {
    const branches = Object.values((step as Partial<BranchedStep>).branches ?? {});
    for (const [number, steps] of branches.entries()) {
      const found = spotOf(wanted, index, steps, step.id, number);
      if (found) return found;
    }
  }
  return undefined;
}

const BLOCKS = new Set(["parallel", "choose"]);

/** What is dragged out of the menu of kinds, until the server says what it has become. */
export function fresh(kind: string, icon: string, words: string): Omit<DrawnStep, "id"> {
  const branches = BLOCKS.has(kind) ? [{ words: "", steps: [] }, { words: "", steps: [] }] : [];
  return stepOf({ id: "new", kind: kind.split(":")[0]!, icon, name: words, words: "", note: "", lock: "", fault: "", branches });
}
