/** On every page: the offline bar, large type, forms that are sent once and keep what is typed, the service worker. */
import { keepDrafts } from "./drafts";
import { offerFinger } from "./finger";
import { watchForms } from "./forms";
import { watchNetwork } from "./net";
import { keepPages } from "./pages";
import { helpWithCode } from "./code";
import { CopyShare } from "./share";
import { offerLargeType } from "./size";

watchNetwork();
watchForms();
offerLargeType();
keepPages();
keepDrafts();
helpWithCode();
offerFinger();
customElements.define("copy-share", CopyShare);
// the summary of mistakes is read first, and its links lead to the fields
document.querySelector<HTMLElement>("[data-focus]")?.focus();
