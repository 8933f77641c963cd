/**
 * <upload-files name="uploads" purpose="proof" endpoint="/uploads/">…</upload-files>, as parts/upload_files.html writes it.
 *
 * Photos are made small on the phone (a drawn picture carries no place and no device), sent in parts by the tus
 * protocol, and go on after a cut, also on the next page: what is not sent waits in the browser's store "uploads".
 * Each file puts its key into a hidden field at once, so that the form need not wait for it. Rows show what the
 * template marks with data-on="state state"; the words of a state are an attribute of the element.
 */
const PART = 64 * 1024;
const EDGE = 1600;
const QUALITY = 0.72;
const UNDO = 5000;

/** A photo small enough for a bad line; whatever cannot be drawn here goes as it is. */
async function shrink(file: File): Promise<Blob> {
  try {
    const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, EDGE / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = picture.width * scale;
    canvas.height = picture.height * scale;
    canvas.getContext("2d")!.drawImage(picture, 0, 0, canvas.width, canvas.height);
    const small = await new Promise<Blob | null>((done) => canvas.toBlob(done, "image/jpeg", QUALITY));
    return small && small.size < file.size ? small : file;
  } catch {
    return file;
  }
}

async function call(method: string, url: string, headers: object = {}, body: Blob | null = null): Promise<Headers> {
  const house = JSON.parse(document.body.getAttribute("hx-headers:inherited") ?? "{}") as object;
  // a dead line would leave the request hanging for minutes
  const cut = new AbortController();
  const { signal } = cut;
  addEventListener("offline", () => cut.abort(), { once: true });
  const response = await fetch(url, { method, headers: { "Tus-Resumable": "1.0.0", ...house, ...headers }, body, signal });
  if (response.ok) return response.headers;
  throw response.status;
}

/** Only these answers are final; 409 means that the server has more or less than we thought, 429 to wait. */
const refusal = (error: unknown): boolean => /^4(?!09|29)/.test(`${error}`);

/** Try until it works: at once when the net is back or somebody asks for it, else after a growing while. */
async function insist<T>(work: () => Promise<T>, paused: () => void): Promise<T> {
  for (let wait = 500; ; wait = Math.min(wait * 2, 8000)) {
    try {
      return await work();
    } catch (error) {
      if (refusal(error)) throw error;
      paused();
      await new Promise((done) => {
        addEventListener("online", done, { once: true });
        setTimeout(done, wait);
      });
    }
  }
}

/** A browser without room, or without the store, still sends; only the next page does not go on. */
async function keeping(work: (uploads: Cache) => Promise<unknown>): Promise<void> {
  try {
    await work(await caches.open("uploads"));
  } catch {
    // then not
  }
}

const coded = (words: string): string => btoa(String.fromCharCode(...new TextEncoder().encode(words)));

/** The state, how much of the file has arrived, and that in words. */
type Told = [state: string, share: number, words: string];

class UploadFiles extends HTMLElement {
  connectedCallback(): void {
    const input = this.querySelector<HTMLInputElement>("[type=file]")!;
    input.name = ""; // in parts, not with the form
    input.onchange = () => {
      for (const file of input.files!) void this.upload(file, file.name);
      input.value = "";
    };
    // what an earlier page could not finish
    void keeping(async (uploads) => {
      for (const { url } of await uploads.keys()) {
        const kept = (await uploads.match(url))!;
        void this.upload(await kept.blob(), decodeURI(kept.headers.get("name")!), url);
      }
    });
  }

  private async upload(file: Blob, name: string, url = ""): Promise<void> {
    const { tell, key } = this.row(name, () => url);
    let offset = -1;
    let blob = file;
    const paused = (): void => tell("paused", offset / blob.size);
    tell("sending", 0);
    try {
      if (!url) {
        blob = await shrink(file as File);
        const metadata = `filename ${coded(name)},purpose ${coded(this.getAttribute("purpose")!)}`;
        const headers = { "Upload-Length": blob.size, "Upload-Metadata": metadata };
        url = (await insist(() => call("POST", this.getAttribute("endpoint")!, headers), paused)).get("Location")!;
        offset = 0;
        await keeping((uploads) => uploads.put(url, new Response(blob, { headers: { name: encodeURI(name) } })));
      }
      key.name = this.getAttribute("name")!;
      key.value = url.split("/").filter(Boolean).pop()!;
      while (offset < blob.size) {
        const headers = { "Upload-Offset": offset, "Content-Type": "application/offset+octet-stream" };
        const answer = await insist(
          () => (offset < 0 ? call("HEAD", url) : call("PATCH", url, headers, blob.slice(offset, offset + PART))),
          () => {
            paused();
            offset = -1; // what arrived before the cut, only the server knows
          },
        );
        offset = Number(answer.get("Upload-Offset"));
        tell("sending", offset / blob.size);
      }
      tell("done", 1, `${Math.ceil(blob.size / 1024)} KB`);
    } catch {
      tell("refused", 0);
      key.remove();
    }
    await keeping((uploads) => uploads.delete(url));
  }

  /** One line of the list: what it says, and the two buttons on it. */
  private row(name: string, url: () => string) {
    const row = this.querySelector("template")!.content.firstElementChild!.cloneNode(true) as HTMLElement;
    const find = <T extends HTMLElement>(selector: string): T => row.querySelector<T>(selector)!;
    const key = find<HTMLInputElement>("input");
    let removal = 0;
    let last: Told;
    const show = ([state, share, words]: Told): void => {
      row.dataset["state"] = state;
      find("small").textContent = (this.getAttribute(state) ?? "").replace("{}", words);
      find<HTMLProgressElement>("progress").value = share;
      for (const part of row.querySelectorAll<HTMLElement>("[data-on]")) part.hidden = !part.dataset["on"]!.includes(state);
      key.disabled = state === "deleted";
    };
    const tell = (state: string, share: number, words = `${Math.round(share * 100)}%`): void => {
      last = [state, share, words];
      if (!removal) show(last);
    };
    find("b").textContent = name;
    find("[data-resume]").onclick = () => dispatchEvent(new Event("online"));
    find("[data-delete]").onclick = () => {
      removal = setTimeout(() => {
        row.remove();
        if (url()) void call("DELETE", url());
      }, UNDO);
      show(["deleted", 0, ""]);
    };
    find("[data-undo]").onclick = () => {
      clearTimeout(removal);
      removal = 0;
      show(last);
    };
    this.querySelector("ul")!.append(row);
    return { tell, key };
  }
}

customElements.define("upload-files", UploadFiles);
