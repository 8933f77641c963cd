/**
 * <upload-files name="uploads" purpose="proof" keep="application-7" endpoint="/uploads/">…</upload-files>, as
 * parts/upload_files.html writes it.
 *
 * Photos are made small on the phone (a drawn picture carries no place and no device), sent in parts by the tus
 * protocol, and go on after a cut. Whoever comes back to the page finds them all, on their way or arrived (waiting.ts).
 * Each file puts its key into a hidden field at once, so that the form need not wait for it; the page that follows has
 * the element without a picker, which sends the rest. Rows show what the template marks with data-on="state state"; the
 * words of a state are an attribute of the element.
 */
import { type Waiting, begun, dropFile, filesOf, keepFile } from "../waiting";

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

async function call(method: string, url: string, headers: object = {}, body: Blob | null = null): Promise<Response> {
  const house = JSON.parse(document.body.getAttribute("hx-headers:inherited") ?? "{}") as object;
  // a dead line would leave the request hanging for minutes
  const cut = new AbortController();
  const { signal } = cut;
  addEventListener("offline", () => cut.abort(), { once: true });
  const response = await fetch(url, { method, headers: { "Tus-Resumable": "1.0.0", ...house, ...headers }, body, signal });
  if (response.ok) return response;
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

const coded = (words: string): string => btoa(String.fromCharCode(...new TextEncoder().encode(words)));

/** The state, how much of the file has arrived, and that in words. */
type Told = [state: string, share: number, words: string];

class UploadFiles extends HTMLElement {
  connectedCallback(): void {
    const input = this.querySelector<HTMLInputElement>("[type=file]");
    const place = this.getAttribute("keep")!;
    if (input) {
      input.name = ""; // in parts, not with the form
      input.onchange = () => {
        for (const file of input.files!) void this.upload(begun(place, file.name), file, true);
        input.value = "";
      };
    }
    // what an earlier page has sent, or could not finish
    void filesOf(place).then((files) => {
      for (const [one, bytes] of files) {
        if (!one.done) void this.upload(one, bytes);
        else if (input) void this.arrived(one);
        else void dropFile(one);
      }
    });
  }

  /** Already there, unless the server says otherwise. */
  private async arrived(one: Waiting): Promise<void> {
    const { tell, key, row } = this.row(one);
    key(one.url);
    tell("done", 1, one.done);
    try {
      const { state, used } = (await (await call("GET", one.url)).json()) as { state: string; used: boolean };
      if (state === "refused") tell("refused", 0);
      if (state !== "refused" && !used) return;
      if (used) row.remove();
    } catch (error) {
      if (error !== 404) return;
      row.remove();
    }
    key("");
    await dropFile(one);
  }

  private async upload(one: Waiting, file: Blob, isNew = false): Promise<void> {
    const { tell, key } = this.row(one);
    let offset = -1;
    let blob = file;
    const paused = (): void => tell("paused", Math.max(offset, 0) / blob.size);
    tell("sending", 0);
    try {
      if (isNew) {
        blob = await shrink(file as File);
        await keepFile(one, blob);
      }
      if (!one.url) {
        const metadata = `filename ${coded(one.name)},purpose ${coded(this.getAttribute("purpose")!)}`;
        const headers = { "Upload-Length": blob.size, "Upload-Metadata": metadata };
        const begin = await insist(() => call("POST", this.getAttribute("endpoint")!, headers), paused);
        one.url = begin.headers.get("Location")!;
        offset = 0;
        await keepFile(one, blob);
      }
      key(one.url);
      while (offset < blob.size) {
        const headers = { "Upload-Offset": offset, "Content-Type": "application/offset+octet-stream" };
        const answer = await insist(
          () => (offset < 0 ? call("HEAD", one.url) : call("PATCH", one.url, headers, blob.slice(offset, offset + PART))),
          () => {
            paused();
            offset = -1; // what arrived before the cut, only the server knows
          },
        );
        offset = Number(answer.headers.get("Upload-Offset"));
        tell("sending", offset / blob.size);
      }
      one.done = `${Math.ceil(blob.size / 1024)} KB`;
      tell("done", 1, one.done);
      await keepFile(one, null);
    } catch {
      tell("refused", 0);
      key("");
      await dropFile(one);
    }
  }

  /** One line of the list: what it says, and the two buttons on it. */
  private row(one: Waiting) {
    const row = this.querySelector("template")!.content.firstElementChild!.cloneNode(true) as HTMLElement;
    const find = <T extends HTMLElement>(selector: string): T => row.querySelector<T>(selector)!;
    const field = find<HTMLInputElement>("input");
    const key = (url: string): void => {
      field.name = url && this.getAttribute("name")!;
      field.value = url.split("/").filter(Boolean).pop() ?? "";
      field.dispatchEvent(new Event("input", { bubbles: true })); // the form counts them
    };
    let removal = 0;
    let last: Told;
    const show = ([state, share, words]: Told): void => {
      row.dataset["state"] = state;
      find("small").textContent = (this.getAttribute(state) ?? "").replace("{}", words);
      find<HTMLProgressElement>("progress").value = share;
      for (const part of row.querySelectorAll<HTMLElement>("[data-on]")) part.hidden = !part.dataset["on"]!.includes(state);
      field.disabled = state === "deleted";
    };
    const tell = (state: string, share: number, words = `${Math.round(share * 100)}%`): void => {
      last = [state, share, words];
      if (!removal) show(last);
    };
    find("b").textContent = one.name;
    find("[data-resume]").onclick = () => dispatchEvent(new Event("online"));
    find("[data-delete]").onclick = () => {
      removal = setTimeout(() => {
        row.remove();
        void dropFile(one);
        if (one.url) void call("DELETE", one.url);
      }, UNDO);
      show(["deleted", 0, ""]);
    };
    find("[data-undo]").onclick = () => {
      clearTimeout(removal);
      removal = 0;
      show(last);
    };
    this.querySelector("ul")!.append(row);
    return { tell, key, row };
  }
}

customElements.define("upload-files", UploadFiles);
