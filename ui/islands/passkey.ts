/**
 * <form action="…" data-passkey="address that answers with what to ask the phone for">
 *   <input type="hidden" name="answer"> <p data-passkey-none>…</p> <p data-passkey-failed hidden>…</p>
 *   <button type="submit" data-passkey-go hidden>…</button>
 *
 * The phone looks at a finger or a face and answers; the answer goes with the form as any other field would. Without
 * script, or where the browser knows no passkeys, the button stays away and the page offers its other ways. There is one
 * such form on a page; the button may stand elsewhere and name it by `form`.
 */
type Raw = Record<string, any>;

const bytes = (text: string): ArrayBuffer => {
  const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0)).buffer;
};
const text = (raw: ArrayBuffer): string => {
  const letters = Array.from(new Uint8Array(raw), (byte) => String.fromCharCode(byte)).join("");
  return btoa(letters).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
};
const named = (list: Raw[] | undefined): Raw[] => (list ?? []).map((one) => ({ ...one, id: bytes(one["id"]) }));

async function ask(asked: Raw): Promise<PublicKeyCredential | null> {
  const challenge = bytes(asked["challenge"]);
  if (asked["user"]) {
    const user = { ...asked["user"], id: bytes(asked["user"]["id"]) };
    const publicKey = { ...asked, challenge, user, excludeCredentials: named(asked["excludeCredentials"]) };
    return (await navigator.credentials.create({ publicKey: publicKey as unknown as PublicKeyCredentialCreationOptions })) as PublicKeyCredential | null;
  }
  const publicKey = { ...asked, challenge, allowCredentials: named(asked["allowCredentials"]) };
  return (await navigator.credentials.get({ publicKey: publicKey as unknown as PublicKeyCredentialRequestOptions })) as PublicKeyCredential | null;
}

function said(credential: PublicKeyCredential): string {
  const response: Raw = { clientDataJSON: text(credential.response.clientDataJSON) };
  for (const part of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
    const raw = (credential.response as unknown as Raw)[part] as ArrayBuffer | null | undefined;
    if (raw) response[part] = text(raw);
  }
  const id = text(credential.rawId);
  return JSON.stringify({ id, rawId: id, type: credential.type, response, clientExtensionResults: {} });
}

async function answer(form: HTMLFormElement): Promise<string> {
  const token = form.querySelector<HTMLInputElement>("[name=csrfmiddlewaretoken]")!.value;
  const reply = await fetch(form.dataset["passkey"]!, { method: "POST", headers: { "X-CSRFToken": token } });
  if (!reply.ok) throw new Error(String(reply.status));
  const credential = await ask(((await reply.json()) as Raw)["publicKey"]);
  if (!credential) throw new Error("nothing");
  return said(credential);
}

const form = document.querySelector<HTMLFormElement>("form[data-passkey]");
if (form && "PublicKeyCredential" in window) {
  const button = document.querySelector<HTMLButtonElement>("[data-passkey-go]")!;
  const failed = document.querySelector<HTMLElement>("[data-passkey-failed]")!;
  button.hidden = false;
  document.querySelector("[data-passkey-none]")?.remove();
  button.addEventListener("click", (event) => {
    event.preventDefault();
    failed.hidden = button.disabled = true;
    answer(form)
      .then((found) => {
        form.querySelector<HTMLInputElement>("[name=answer]")!.value = found;
        form.submit();
      })
      .catch(() => {
        failed.hidden = button.disabled = false;
      });
  });
}
