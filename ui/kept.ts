/**
 * What a form keeps on the phone until the server has it, under one name each: answers for thirty days, strokes of a
 * signature as long as the tab is open (islands/sign.ts writes those).
 */
const PREFIX = "kept:";
const STROKES = "strokes:";
const DAYS = 30;

interface Kept {
  at: number;
  value: unknown;
}

/** A phone that keeps nothing (private window, full store) still fills in forms. */
export function safely<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}

export function keep(name: string, value: unknown): boolean {
  const kept: Kept = { at: Date.now(), value };
  return safely(() => (localStorage.setItem(PREFIX + name, JSON.stringify(kept)), true)) ?? false;
}

export function recall<T>(name: string): T | undefined {
  const text = safely(() => localStorage.getItem(PREFIX + name));
  const kept = text ? safely(() => JSON.parse(text) as Kept) : undefined;
  if (!kept || Date.now() - kept.at > DAYS * 24 * 3600 * 1000) return undefined;
  return kept.value as T;
}

export function forget(name: string): void {
  safely(() => localStorage.removeItem(PREFIX + name));
  safely(() => sessionStorage.removeItem(STROKES + name));
}

/** At sign-out: whoever takes the phone next finds nothing. */
export function forgetAll(): void {
  safely(() => {
    for (const name of Object.keys(localStorage)) if (name.startsWith(PREFIX)) localStorage.removeItem(name);
    for (const name of Object.keys(sessionStorage)) if (name.startsWith(STROKES)) sessionStorage.removeItem(name);
  });
}
