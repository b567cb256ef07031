// @ts-check
/** Registers the talk's element, and gives buttons to what only a script can do. Without it every page works as it is. */

import { Draft } from "./draft.js";
import { GuideTalk } from "./guide-talk.js";

customElements.define("guide-talk", GuideTalk);

for (const button of document.querySelectorAll("[data-print]")) {
  button.removeAttribute("hidden");
  button.addEventListener("click", () => window.print());
}

if (document.querySelector("[data-forget-draft]")) {
  new Draft().forget();
}
