// @ts-check

/**
 * A way out of trouble: what stands on the button, and what it does.
 * @typedef {[title: string | undefined, action: () => void]} Way
 */

/**
 * Shows the talk: puts in what is said, and says what went wrong where it went wrong.
 *
 * Messages stand in one region of role "log", which assistive technology reads as they come. So nothing there is put in twice, and
 * what is told about sending stands there as well. Focus stays where it is, unless what had it is gone.
 */
export class TalkView {
  #root;

  /** @param {HTMLElement} root The talk's element, with the server's markup in it. */
  constructor(root) {
    this.#root = root;
  }

  get #messages() {
    return find(this.#root, ".messages");
  }

  /** The messages that the server knows of. */
  get count() {
    return this.#messages.querySelectorAll(":scope > .message:not(.sending, .local)").length;
  }

  /** What the user said last. */
  get lastSaid() {
    return [...this.#root.querySelectorAll(".message.user .said")].at(-1)?.textContent ?? "";
  }

  /** Shows the user's message before it is sent. @param {string} text @param {boolean} written */
  show(text, written) {
    const item = this.#onItsWay(written);
    find(item, ".said").textContent = text;
    this.#messages.append(item);
    this.#bringIntoView(item);
    return item;
  }

  /**
   * A message that failed is on its way once more. Where nothing was said since it stays where it stands, so that it is not read out anew.
   * @param {HTMLElement} item @param {boolean} written
   */
  showAgain(item, written) {
    const fresh = this.#onItsWay(written);
    if (item === this.#messages.lastElementChild) {
      item.classList.remove("failed");
      find(item, ".again").remove();
      this.tell(item, find(fresh, ".state").textContent ?? "");
      return item;
    }
    item.remove();
    return this.show(find(item, ".said").textContent ?? "", written);
  }

  /** @param {boolean} written */
  #onItsWay(written) {
    const template = /** @type {HTMLTemplateElement} */ (find(this.#root, written ? "#sending" : "#choosing"));
    return /** @type {HTMLElement} */ (template.content.querySelector("li")?.cloneNode(true));
  }

  /** Says how it goes with a message. @param {HTMLElement} item @param {string} text */
  tell(item, text) {
    find(item, ".state").textContent = text;
  }

  /**
   * Puts in what is new. `item`: the message that this answers, as it stands there already; its words may have been masked.
   * @param {Document} answer
   * @param {HTMLElement | null} item
   */
  put(answer, item) {
    const items = [...answer.querySelectorAll("body > ol > .message")].map((each) => document.importNode(each, true));
    const mine = item ? items.findLastIndex((each) => each.classList.contains("user")) : -1;
    const hadFocus = document.activeElement;
    if (items.length > 0) {
      this.#retire();
    }
    if (item && mine >= 0) {
      settle(item, items[mine]);
      item.before(...items.slice(0, mine));
    }
    this.#messages.append(...items.slice(mine + 1));
    this.#renewPanel(answer, item !== null);
    if (item) {
      this.#keepFocus(hadFocus, items.slice(mine + 1));
      this.#bringIntoView(item);
    }
  }

  /** Turns what could be pressed into what was said: only the guide's newest turn can be answered. */
  #retire() {
    for (const each of this.#messages.querySelectorAll(".newest-only")) {
      each.remove();
    }
    for (const form of this.#messages.querySelectorAll("form.question")) {
      const asked = document.createElement("p");
      asked.className = "asked";
      asked.textContent = form.querySelector("legend")?.textContent ?? "";
      form.replaceWith(asked);
    }
  }

  /** A panel that is being used is left alone. @param {Document} answer @param {boolean} always */
  #renewPanel(answer, always) {
    const panel = find(this.#root, ".panel");
    const renewed = answer.querySelector("aside");
    if (renewed && (always || !panel.contains(document.activeElement))) {
      panel.replaceChildren(...[...renewed.childNodes].map((each) => document.importNode(each, true)));
    }
  }

  /** When what had the focus is gone, the answer gets it. @param {Element | null} before @param {Element[]} answers */
  #keepFocus(before, answers) {
    if (before && before !== document.body && before.isConnected) {
      return;
    }
    const speaker = answers.map((each) => each.querySelector(".speaker")).find((each) => each instanceof HTMLElement);
    /** @type {HTMLElement | undefined} */ (speaker)?.focus({ preventScroll: true });
  }

  /** As much of the newest as fits; when not all of it does, from its beginning. @param {HTMLElement} item */
  #bringIntoView(item) {
    const compose = find(this.#root, ".compose");
    const fits = compose.getBoundingClientRect().bottom - item.getBoundingClientRect().top < window.innerHeight;
    const behavior = matchMedia("(prefers-reduced-motion: reduce)").matches ? "instant" : "smooth";
    (fits ? compose : item).scrollIntoView({ block: fits ? "nearest" : "start", behavior });
  }

  /** Says what went wrong where the message stands, and what can be done. @param {HTMLElement} item @param {string} why @param {Way[]} ways */
  fail(item, why, ways) {
    item.classList.add("failed");
    this.tell(item, why);
    const again = document.createElement("div");
    again.className = "again";
    again.append(...ways.map(button));
    item.append(again);
    if (document.activeElement === document.body) {
      // The button that was pressed to try again is gone.
      again.querySelector("button")?.focus({ preventScroll: true });
    }
    this.#bringIntoView(item);
  }

  /** Says that the talk is gone, unless it is said already. @param {string} text @param {Way} way */
  tellEnded(text, way) {
    if (this.#root.querySelector(".local")) {
      return;
    }
    const item = document.createElement("li");
    const says = document.createElement("p");
    item.className = "message bot kind-notice local";
    says.className = "says";
    says.textContent = text;
    item.append(says, button(way));
    this.#retire();
    this.#messages.append(item);
  }
}

/** @param {HTMLElement} root @param {string} selector @returns {HTMLElement} */
export function find(root, selector) {
  const found = root.querySelector(selector);
  if (!(found instanceof HTMLElement)) {
    throw new Error(`The page has no ${selector}`);
  }
  return found;
}

/** @param {Way} way */
function button([title, action]) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "button button-secondary";
  made.textContent = title ?? "";
  made.addEventListener("click", action);
  return made;
}

/**
 * The message was taken: shows it as the server keeps it, without putting it in anew.
 * @param {HTMLElement} item
 * @param {Element} kept
 */
function settle(item, kept) {
  item.classList.remove("sending", "failed");
  item.querySelector(".state")?.remove();
  item.querySelector(".again")?.remove();
  const said = find(item, ".said");
  const text = kept.querySelector(".said")?.textContent ?? "";
  if (said.textContent !== text) {
    said.textContent = text;
  }
}
