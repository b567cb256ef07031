// @ts-check

import { Draft } from "./draft.js";
import { find } from "./talk-view.js";

/** The number of characters that are left is shown from here on. */
const COUNT_FROM = 300;

/** The field to write in: says how much room is left, sends on Enter where there is a keyboard, and keeps what is being written. */
export class Compose {
  #root;
  #draft = new Draft();
  #doubtful = "";

  /** @param {HTMLElement} root The talk's element. @param {AbortSignal} signal Ends the listening. */
  constructor(root, signal) {
    this.#root = root;
    this.field.addEventListener("input", () => this.#typed(), { signal });
    this.field.addEventListener("keydown", (event) => this.#pressed(event), { signal });
    find(root, ".keys").hidden = !hasKeyboard();
  }

  get field() {
    return /** @type {HTMLTextAreaElement} */ (find(this.#root, "textarea"));
  }

  /** Puts back what was being written before a reload. @param {string} lastSaid What of it has arrived after all. */
  restore(lastSaid) {
    const { typed, unsent } = this.#draft.read();
    const lost = unsent.trim() === lastSaid.trim() ? "" : unsent;
    if (!this.field.value) {
      this.field.value = [lost, typed].filter(Boolean).join("\n");
    }
    // Whether it has arrived may be known a moment later.
    this.#doubtful = typed ? "" : lost.trim();
    this.arrived();
    this.#typed();
  }

  /** Clears away what was put back and turns out to have arrived. @param {string} lastSaid */
  know(lastSaid) {
    if (this.#doubtful && this.field.value.trim() === this.#doubtful && lastSaid.trim() === this.#doubtful) {
      this.field.value = "";
      this.#doubtful = "";
      this.#typed();
    }
  }

  /** What is written goes out; it is kept until it has arrived. @param {string} text */
  leaves(text) {
    this.field.value = "";
    this.#draft.keep({ unsent: text });
    this.#typed();
  }

  arrived() {
    this.#draft.keep({ unsent: "" });
  }

  /** A text that could not be sent comes back, before what has been written since. @param {string} text */
  takeBack(text) {
    this.field.value = [text, this.field.value].filter(Boolean).join("\n");
    this.arrived();
    this.#typed();
    this.field.focus();
  }

  /** Has the next page put a text back. @param {string} text */
  keepForNext(text) {
    this.#draft.keep({ unsent: text });
  }

  #typed() {
    const { dataset } = this.#root;
    const left = Number(dataset.limit) - this.field.value.length;
    const counter = find(this.#root, ".counter");
    counter.hidden = left > COUNT_FROM;
    counter.classList.toggle("over", left < 0);
    counter.textContent = ((left < 0 ? dataset.over : dataset.left) ?? "").replace("{count}", String(Math.abs(left)));
    this.field.setCustomValidity(left < 0 ? (dataset.tooLong ?? "") : "");
    if (left < 0) {
      this.field.setAttribute("aria-invalid", "true");
    } else {
      this.field.removeAttribute("aria-invalid");
    }
    this.#draft.keep({ typed: this.field.value });
  }

  /** @param {KeyboardEvent} event */
  #pressed(event) {
    const newLine = event.shiftKey || event.altKey || event.isComposing || !hasKeyboard();
    if (event.key === "Enter" && !newLine) {
      event.preventDefault();
      this.field.form?.requestSubmit();
    }
  }
}

function hasKeyboard() {
  return matchMedia("(pointer: fine)").matches;
}
