/**
 * <form data-passkey="…" data-passkey-js="address of islands/passkey">, and a button [data-passkey-go] that is hidden.
 *
 * On the first page that anybody opens most people type their number: what asks the phone for a finger comes only when
 * somebody presses for it.
 */
export function offerFinger(): void {
  const form = document.querySelector<HTMLFormElement>("form[data-passkey-js]");
  const button = document.querySelector<HTMLButtonElement>("[data-passkey-go]");
  if (!form || !button || !("PublicKeyCredential" in window)) return;
  let ready = false;
  button.hidden = false;
  button.addEventListener("click", (event) => {
    if (ready) return; // from here on it is the island's own
    event.preventDefault();
    import(/* @vite-ignore */ form.dataset["passkeyJs"]!).then(
      () => {
        ready = true;
        button.click();
      },
      () => {
        document.querySelector<HTMLElement>("[data-passkey-failed]")!.hidden = false;
      },
    );
  });
}
