/**
 * Files that a form has taken: what is not sent yet with its bytes, what has arrived with its words alone. They wait in
 * the browser's store "uploads", each under the place that it belongs to, until a page with data-forget says that the
 * server has that place, or somebody signs out (pages.ts).
 *
 * A browser without room, or without the store, still sends; only the next page does not go on.
 */
import { UPLOADS } from "./pages";

export interface Waiting {
  /** Its address in the store. */
  at: string;
  place: string;
  name: string;
  /** Where the server keeps it; empty until it has a place there. */
  url: string;
  /** How large it was when the last part had arrived; empty until then. */
  done: string;
}

async function safely<T>(work: (uploads: Cache) => Promise<T>): Promise<T | undefined> {
  try {
    return await work(await caches.open(UPLOADS));
  } catch {
    return undefined;
  }
}

export const begun = (place: string, name: string): Waiting => {
  const at = `/uploads/waiting/?${Date.now()}-${Math.random()}`;
  return { at, place, name, url: "", done: "" };
};

export async function keepFile(one: Waiting, bytes: Blob | null): Promise<void> {
  const about = encodeURIComponent(JSON.stringify(one));
  await safely((uploads) => uploads.put(one.at, new Response(bytes, { headers: { about } })));
}

export async function dropFile(one: Waiting): Promise<void> {
  await safely((uploads) => uploads.delete(one.at));
}

/** All files of one place, in the order in which they were chosen. */
export async function filesOf(place: string): Promise<[Waiting, Blob][]> {
  const found = await safely(async (uploads) => {
    const kept = await Promise.all((await uploads.keys()).map((request) => uploads.match(request)));
    return Promise.all(kept.map(async (file): Promise<[Waiting, Blob]> => [about(file!), await file!.blob()]));
  });
  return (found ?? []).filter(([one]) => one.place === place);
}

const about = (file: Response): Waiting => JSON.parse(decodeURIComponent(file.headers.get("about")!)) as Waiting;
