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

export interface Place {
  block: string;
  branch: number;
  index: number;
}

/** Where this step stands: in which branch of which block, and as which one there. */
export function placeOf(sequence: Sequence, id: string, block = "", branch = 0): Place | undefined {
  const index = sequence.findIndex((step) => step.id === id);
  if (index >= 0) return { block, branch, index };
  for (const step of sequence) {
    const inside = Object.values((step as Partial<BranchedStep>).branches ?? {});
    for (const [number, steps] of inside.entries()) {
      const found = placeOf(steps, id, step.id, number);
      if (found) return found;
    }
  }
  return undefined;
}
