/** On desks, and on those pages in the hand of which a part changes by itself. */
import htmx from "htmx.org";

void htmx; // importing it starts it
