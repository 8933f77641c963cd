/** On every page: HTMX, the offline bar, large type, the service worker. */
import htmx from "htmx.org";
import { watchNetwork } from "./net";
import { offerLargeType } from "./size";
import { keepPages } from "./pages";

void htmx;
watchNetwork();
offerLargeType();
keepPages();
document.querySelector<HTMLElement>("[data-focus]")?.focus();
