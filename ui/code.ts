/** The field of the six digits: the sixth signs in, and the wait for another code counts down. */
const STEP = 10;

function sendWhenFull(): void {
  const field = document.querySelector<HTMLInputElement>("input[data-code]");
  field?.addEventListener("input", () => {
    const button = field.form?.querySelector<HTMLButtonElement>("button[type=submit]:not([form])");
    if (/^\d{6}$/.test(field.value)) button?.click();
  });
}

function countDown(): void {
  const line = document.querySelector<HTMLElement>("[data-done]");
  const timer = line?.querySelector<HTMLElement>("[role=timer]");
  if (!line || !timer) return;
  let left = Number(timer.textContent);
  const tick = setInterval(() => {
    left -= STEP;
    if (left > 0) {
      timer.textContent = String(left);
    } else {
      clearInterval(tick);
      line.textContent = line.dataset["done"] ?? "";
    }
  }, STEP * 1000);
}

export function helpWithCode(): void {
  sendWhenFull();
  countDown();
}
