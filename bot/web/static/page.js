// @ts-check
/** Registers the talk's element, and gives buttons to what only a script can do. Without it every page works as it is. */

import { Draft } from "./draft.js";
import { speakWithHost } from "./frame.js";
import { GuideTalk } from "./guide-talk.js";
import { TalkKey } from "./talk-key.js";

customElements.define("guide-talk", GuideTalk);

for (const button of document.querySelectorAll("[data-print]")) {
  button.removeAttribute("hidden");
  button.addEventListener("click", () => window.print());
}

// Parts of the talk come and go, so one listener serves all.
document.addEventListener("click", async (event) => {
  const button = event.target instanceof Element ? event.target.closest("[data-copy]") : null;
  const text = button?.parentElement?.previousElementSibling;
  if (button instanceof HTMLElement && text instanceof HTMLElement) {
    getSelection()?.selectAllChildren(text);
    // Where the browser does not let us copy, what is to be copied is marked at least.
    await navigator.clipboard?.writeText(text.innerText.trim());
    button.textContent = (navigator.clipboard && button.dataset.copied) || button.textContent;
  }
});

if (document.querySelector("[data-forget-draft]")) {
  new Draft().forget();
}

if (document.querySelector("[data-forget-talk]")) {
  new TalkKey().keep("");
}

if (document.body.dataset.hosts) {
  speakWithHost();
}
