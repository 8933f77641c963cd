/**
 * <token-check keys="id:base64 …"> with an empty [data-answer], a form with one input, and the templates data-genuine,
 * data-changed, data-unknown, data-unreadable and data-cannot; in the first [data-site], [data-day], [data-fingerprint]
 * and [data-key] are filled in. [data-none] says what to do without script.
 *
 * Everything that is asked lies in the page, so it works without a network once it is there. What a token is made of is
 * said in lizhi/documents/tokens.py; a token in the address is checked at once and sent nowhere by this.
 */
const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const HEAD = 27;
const WHOLE = 91;

function decoded(name: string): Uint8Array<ArrayBuffer> | null {
  const bytes = new Uint8Array(WHOLE);
  if (name.length !== Math.ceil((WHOLE * 8) / 5)) return null;
  let bits = 0;
  let held = 0;
  let at = 0;
  for (const letter of name) {
    const value = LETTERS.indexOf(letter);
    if (value < 0) return null;
    held = ((held << 5) | value) & 0xfff;
    bits += 5;
    if (bits >= 8) bytes[at++] = (held >> (bits -= 8)) & 0xff;
  }
  return held & ((1 << bits) - 1) || bytes[0] !== 1 ? null : bytes;
}

const hex = (bytes: Uint8Array): string => Array.from(bytes, (one) => one.toString(16).padStart(2, "0")).join("");

class TokenCheck extends HTMLElement {
  connectedCallback(): void {
    this.querySelector("[data-none]")?.remove();
    this.querySelector("form")!.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.check(this.querySelector("input")!.value);
    });
    if (!/\/o\/?$/i.test(location.pathname)) void this.check(location.pathname);
  }

  private async check(text: string): Promise<void> {
    const name = text.trim().split("/").pop()!.toUpperCase();
    const bytes = decoded(name);
    if (!bytes) return this.say("unreadable");
    const key = hex(bytes.subarray(1, 9));
    const known = this.getAttribute("keys")!.split(" ").map((one) => one.split(":")).find(([id]) => id === key);
    if (!known) return this.say("unknown");
    let fits: boolean;
    try {
      const raw = Uint8Array.from(atob(known[1]!), (letter) => letter.charCodeAt(0));
      const open = await crypto.subtle.importKey("raw", raw, { name: "Ed25519" }, false, ["verify"]);
      fits = await crypto.subtle.verify({ name: "Ed25519" }, open, bytes.subarray(HEAD), bytes.subarray(0, HEAD));
    } catch {
      return this.say("cannot");
    }
    if (!fits) return this.say("changed");
    const day = new Date(((bytes[9]! << 8) | bytes[10]!) * 864e5);
    this.say("genuine", {
      site: location.host,
      day: day.toLocaleDateString(document.documentElement.lang, { dateStyle: "long", timeZone: "UTC" }),
      fingerprint: hex(bytes.subarray(11, 19)).replace(/(.{4})(?=.)/g, "$1 "),
      key,
    });
  }

  private say(what: string, facts: Record<string, string> = {}): void {
    const answer = this.querySelector<HTMLTemplateElement>(`[data-${what}]`)!.content.cloneNode(true) as DocumentFragment;
    for (const [name, words] of Object.entries(facts)) answer.querySelector(`[data-${name}]`)!.textContent = words;
    const place = this.querySelector<HTMLElement>("[data-answer]")!;
    place.replaceChildren(answer);
    place.tabIndex = -1;
    place.focus();
  }
}

customElements.define("token-check", TokenCheck);
