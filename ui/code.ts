/** The six digits: the button says how many are missing, the sixth signs in, the wait counts down. */
const STEP = 10;
const DIGITS = 6;

function sayMissing(): void {
  const line = document.querySelector<HTMLElement>("[data-left]");
  const field = line?.closest("form")?.querySelector<HTMLInputElement>("input[name=code]");
  if (!line || !field) return;
  const said = line.textContent;
  const say = (): void => {
    const left = DIGITS - field.value.length;
    line.textContent = left > 0 ? (line.dataset["left"] ?? "").replace("#", String(left)) : said;
  };
  field.addEventListener("input", say);
  say();
}

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
  sayMissing();
  sendWhenFull();
  countDown();
}
