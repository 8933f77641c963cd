/**
 * How large things are, asked of the page once a drawing: asking for each word would lay the whole drawing out anew each
 * time, and two hundred steps would take a minute.
 */
const pen = document.createElement("canvas").getContext("2d");
const SPACED = 1.05; // the page puts a little space between Chinese and Latin, the pen does not
let root = 16;
let family = "sans-serif";

/** With large type everything is larger. */
export function measureAnew(): void {
  root = parseFloat(getComputedStyle(document.documentElement).fontSize);
  family = getComputedStyle(document.body).fontFamily;
}

/** One rem in pixels. */
export const rem = (): number => root;

/** So many letters, and a sign that there are more; the whole of it stands in the panel. */
export const short = (words: string, most: number): string =>
  words.length > most ? `${words.slice(0, most - 1)}…` : words;

/** The words, or as many of them as fit beside each other into so many rem. */
export function fitting(words: string, weight: number, size: number, room: number): string {
  if (!pen) return words;
  pen.font = `${weight} ${size * root}px ${family}`;
  const wide = (text: string): boolean => pen.measureText(text).width * SPACED > room * root;
  let most = words.length;
  while (most > 2 && wide(short(words, most))) most -= 1;
  return short(words, most);
}
