/** The service worker; see pages.ts. */
export {};
