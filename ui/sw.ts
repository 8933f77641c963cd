/// <reference lib="webworker" />
/**
 * Keeps what somebody at a bedside looks at most: the shell and the progress of a case.
 *
 * Kept besides: the page that checks a certificate without a network, which holds nothing of a person.
 * Never kept: desks, papers, certificates, anything that was not asked for with GET. app.ts empties the pages at
 * sign-out and whenever nobody is signed in.
 */
import { KEPT_PAGES, UPLOADS } from "./pages";

const worker = self as unknown as ServiceWorkerGlobalScope;
const SHELL = "shell-1";
const OFFLINE = "/offline/";
const PROGRESS = /^\/case\/[^/]+\/$/;
const CHECK = /^\/o\//i;

worker.addEventListener("install", (event) => {
  event.waitUntil(keepShell().then(() => worker.skipWaiting()));
});

worker.addEventListener("activate", (event) => {
  const wanted = [SHELL, KEPT_PAGES, UPLOADS];
  const clean = async (): Promise<void> => {
    for (const name of await caches.keys()) if (!wanted.includes(name)) await caches.delete(name);
    await worker.clients.claim();
  };
  event.waitUntil(clean());
});

worker.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (url.pathname.startsWith("/static/")) event.respondWith(asset(request));
  else if (request.mode === "navigate" && CHECK.test(url.pathname)) event.respondWith(check(event));
  else if (request.mode === "navigate") event.respondWith(page(event, PROGRESS.test(url.pathname)));
});

/** The page that says that there is no network, and what it is made of. */
async function keepShell(): Promise<void> {
  const page = await fetch(OFFLINE);
  const parts = (await page.clone().text()).match(/\/static\/[^"]+/g) ?? [];
  const shell = await caches.open(SHELL);
  await shell.put(OFFLINE, page);
  await shell.addAll([...new Set(parts)]);
}

/** Names of assets change with their content, so one copy is good for ever. */
async function asset(request: Request): Promise<Response> {
  const shell = await caches.open(SHELL);
  const kept = await shell.match(request);
  if (kept) return kept;
  const fresh = await fetch(request);
  if (fresh.ok) await shell.put(request, fresh.clone());
  return fresh;
}

/** Checking a certificate without a network: one page for every token, which its script reads. */
async function check(event: FetchEvent): Promise<Response> {
  const shell = await caches.open(SHELL);
  try {
    const fresh = await fetch(event.request);
    if (fresh.ok) event.waitUntil(shell.put("/o/", fresh.clone()));
    return fresh;
  } catch {
    return (await shell.match("/o/")) ?? (await caches.match(OFFLINE)) ?? Response.error();
  }
}

/** The net first, then what is kept, then the page that says so. */
async function page(event: FetchEvent, kept: boolean): Promise<Response> {
  const { request } = event;
  try {
    const fresh = await fetch(request);
    if (kept && fresh.ok && !fresh.redirected) event.waitUntil(keepPage(request, fresh.clone()));
    return fresh;
  } catch {
    const old = kept ? await (await caches.open(KEPT_PAGES)).match(request) : undefined;
    return old ?? (await caches.match(OFFLINE)) ?? Response.error();
  }
}

/** The copy knows that it is one, so that the bar is there even if the phone believes in its network. */
async function keepPage(request: Request, page: Response): Promise<void> {
  const { status, headers } = page;
  const copy = (await page.text()).replace("<body", "<body data-stale");
  await (await caches.open(KEPT_PAGES)).put(request, new Response(copy, { status, headers }));
}
