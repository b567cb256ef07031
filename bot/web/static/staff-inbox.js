// @ts-check
/** Enter in a choice of the inbox goes on to the next one, and from the last to the button. Without it Tab does the same. */

const choices = [...document.querySelectorAll(".inbox-row > select")];

for (const [place, choice] of choices.entries()) {
  choice.addEventListener("keydown", (event) => {
    if (event instanceof KeyboardEvent && event.key === "Enter" && !event.altKey) {
      event.preventDefault();
      const next = choices[place + 1] ?? document.querySelector(".inbox > button");
      if (next instanceof HTMLElement) {
        next.focus();
        next.scrollIntoView({ block: "center" });
      }
    }
  });
}
