/**
 * A page of a signature in the frame of a company's portal: [data-said="signed"] is told to the origins that may frame it
 * and to nobody else, without a name or a word of the paper; other pages of the house open in a window of their own.
 */
const origins = document.querySelector<HTMLMetaElement>("meta[name=framed-by]")?.content.split(" ") ?? [];

if (window.parent !== window) {
  const told = document.querySelector<HTMLElement>("[data-said]")?.dataset;
  const papers = told?.["papers"]?.split(" ").filter(Boolean) ?? [];
  if (told) for (const one of origins) parent.postMessage({ from: "lizhi", said: told["said"], papers }, one);

  document.addEventListener("click", (event) => {
    const link = (event.target as Element).closest<HTMLAnchorElement>("a[href^='/']");
    if (link && !link.pathname.startsWith("/sign/")) link.target = "_blank";
  });
}

export {}; // a module of its own
