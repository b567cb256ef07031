// @ts-check

import { Failure, ask } from "./asking.js";
import { Draft } from "./draft.js";
import { TalkKey } from "./talk-key.js";

/** After so long, in milliseconds, the user is told that it takes longer than it should. */
const SLOW = 6_000;
/** The number of characters that are left is shown from here on. */
const COUNT_FROM = 300;

/**
 * A message on its way.
 * @typedef {object} Outgoing
 * @property {URLSearchParams} form What is sent; the same again when it is tried again, with the same key.
 * @property {string} typed The text, if it was written.
 * @property {HTMLElement} item Where it stands in the talk.
 */

/**
 * The talk, without reloading the page. The markup is the server's; this sends its forms and puts the answers in.
 *
 * Messages stand in one region of role "log", which assistive technology reads as they come. So nothing there is put in twice, and
 * what is told about sending stands there as well. Focus stays where it is, unless what had it is gone.
 */
export class GuideTalk extends HTMLElement {
  #draft = new Draft();
  #key = new TalkKey();
  /** @type {Outgoing | null} */
  #sending = null;
  #sent = 0;
  /** @type {AbortController | null} */
  #listening = null;

  connectedCallback() {
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    this.addEventListener("submit", (event) => this.#submitted(event), { signal });
    this.#field.addEventListener("input", () => this.#typed(), { signal });
    this.#field.addEventListener("keydown", (event) => this.#pressed(event), { signal });
    document.addEventListener("visibilitychange", () => document.hidden || this.#lookAgain(), { signal });
    window.addEventListener("pageshow", (event) => event.persisted && this.#lookAgain(), { signal });
    this.#restore();
    if (this.#carried) {
      this.#key.keep(this.#carried);
    }
    if (matchMedia("(pointer: fine)").matches) {
      this.#find(".keys").hidden = false;
    }
    if ("lookAgain" in this.dataset || this.#waits) {
      this.#lookAgain();
    }
  }

  disconnectedCallback() {
    this.#listening?.abort();
  }

  /** Where the talk is asked for when no cookie tells which one it is. */
  get #look() {
    return this.dataset.look;
  }

  /** The key that the page came with. */
  get #carried() {
    const input = this.querySelector("input[name=talk]");
    return input instanceof HTMLInputElement ? input.value : "";
  }

  /** Shows the talk as the server has it. Where no cookie tells which one it is, a form does. */
  #reload() {
    if (!this.#look) {
      location.reload();
      return;
    }
    const form = document.createElement("form");
    const input = document.createElement("input");
    Object.assign(form, { method: "post", action: this.#look, target: "_self", hidden: true });
    Object.assign(input, { name: "talk", value: this.#key.read() });
    form.append(input);
    document.body.append(form);
    form.submit();
  }

  /** Whether there is a talk that the page came without. */
  get #waits() {
    return Boolean(this.#look && this.#key.read() && !this.dataset.mark);
  }

  get #field() {
    return /** @type {HTMLTextAreaElement} */ (this.#find("textarea"));
  }

  get #messages() {
    return this.#find(".messages");
  }

  /** The messages that the server knows of. */
  get #count() {
    return this.#messages.querySelectorAll(":scope > .message:not(.sending, .local)").length;
  }

  /** @param {string} selector @returns {HTMLElement} */
  #find(selector) {
    const found = this.querySelector(selector);
    if (!(found instanceof HTMLElement)) {
      throw new Error(`The page has no ${selector}`);
    }
    return found;
  }

  /** Puts back what was being written before a reload. */
  #restore() {
    const { typed, unsent } = this.#draft.read();
    const last = [...this.querySelectorAll(".message.user .said")].at(-1)?.textContent ?? "";
    const lost = unsent.trim() === last.trim() ? "" : unsent;
    if (!this.#field.value) {
      this.#field.value = [lost, typed].filter(Boolean).join("\n");
    }
    this.#draft.keep({ unsent: "" });
    this.#typed();
  }

  #typed() {
    const { dataset } = this;
    const left = Number(dataset.limit) - this.#field.value.length;
    const counter = this.#find(".counter");
    counter.hidden = left > COUNT_FROM;
    counter.classList.toggle("over", left < 0);
    counter.textContent = ((left < 0 ? dataset.over : dataset.left) ?? "").replace("{count}", String(Math.abs(left)));
    this.#field.setCustomValidity(left < 0 ? (dataset.tooLong ?? "") : "");
    this.#field.toggleAttribute("aria-invalid", false);
    if (left < 0) {
      this.#field.setAttribute("aria-invalid", "true");
    }
    this.#draft.keep({ typed: this.#field.value });
  }

  /** @param {KeyboardEvent} event */
  #pressed(event) {
    const newLine = event.shiftKey || event.altKey || event.isComposing || !matchMedia("(pointer: fine)").matches;
    if (event.key === "Enter" && !newLine) {
      event.preventDefault();
      this.#field.form?.requestSubmit();
    }
  }

  /** @param {SubmitEvent} event */
  #submitted(event) {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || new URL(form.action).pathname !== this.dataset.say) {
      return;
    }
    event.preventDefault();
    const typed = form.contains(this.#field) ? this.#field.value.trim() : "";
    if (this.#sending || !this.#hasSomething(form, event.submitter)) {
      return;
    }
    const data = new URLSearchParams();
    for (const [name, value] of new FormData(form, event.submitter)) {
      data.append(name, String(value));
    }
    data.set("key", `${data.get("key")}.${(this.#sent += 1)}`);
    const item = this.#show(typed || shownOf(form, event.submitter), typed !== "");
    if (typed) {
      this.#field.value = "";
      this.#draft.keep({ unsent: typed });
      this.#typed();
    }
    void this.#send({ form: data, typed, item });
  }

  /** Whether a form says anything: ticks need one. @param {HTMLFormElement} form @param {HTMLElement | null} submitter */
  #hasSomething(form, submitter) {
    if (form.contains(this.#field)) {
      return this.#field.value.trim() !== "";
    }
    const ticks = [.../** @type {NodeListOf<HTMLInputElement>} */ (form.querySelectorAll("input[type=checkbox]"))];
    if (ticks.length === 0 || ticks.some((tick) => tick.checked) || submitter?.getAttribute("name") === "payload") {
      return true;
    }
    ticks[0].setCustomValidity(this.dataset.nothingChosen ?? "");
    ticks[0].reportValidity();
    ticks[0].setCustomValidity("");
    return false;
  }

  /** Shows the user's message before it is sent. @param {string} text @param {boolean} written */
  #show(text, written) {
    const template = /** @type {HTMLTemplateElement} */ (this.#find(written ? "#sending" : "#choosing"));
    const item = /** @type {HTMLElement} */ (template.content.querySelector("li")?.cloneNode(true));
    /** @type {HTMLElement} */ (item.querySelector(".said")).textContent = text;
    this.#messages.append(item);
    this.#bringIntoView(item);
    return item;
  }

  /** @param {Outgoing} outgoing */
  async #send(outgoing) {
    const state = /** @type {HTMLElement} */ (outgoing.item.querySelector(".state"));
    const slow = setTimeout(() => (state.textContent = this.dataset.slow ?? ""), SLOW);
    this.#sending = outgoing;
    outgoing.form.set("part", String(this.#count));
    if (this.#look) {
      outgoing.form.set("talk", this.#key.read());
    }
    try {
      const answer = await ask(this.dataset.say ?? "", outgoing.form);
      this.#draft.keep({ unsent: "" });
      this.#take(answer, outgoing.item);
    } catch (error) {
      this.#fail(outgoing, error instanceof Failure ? error : new Failure("unreachable"));
    } finally {
      clearTimeout(slow);
      this.#sending = null;
    }
  }

  /**
   * Puts in what is new. `item`: the message that this answers, as it stands there already; its words may have been masked.
   * @param {Document} answer
   * @param {HTMLElement | null} item
   */
  #take(answer, item) {
    const { mark = "" } = answer.body.dataset;
    if (this.dataset.mark && this.dataset.mark !== mark) {
      this.#otherTalk(item !== null);
      return;
    }
    this.dataset.mark = mark;
    if (answer.body.dataset.talk) {
      this.#key.keep(answer.body.dataset.talk);
    }
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
    this.#renew(answer, item !== null);
    if (item) {
      this.#keepFocus(hadFocus, items.slice(mine + 1));
      this.#bringIntoView(item);
    }
    if (this.#count !== Number(answer.body.dataset.count)) {
      this.#reload();
    }
  }

  /** The talk that is shown was deleted elsewhere. What was sent has begun another: that is shown. @param {boolean} sent */
  #otherTalk(sent) {
    if (sent) {
      this.#reload();
    } else {
      this.#tellEnded();
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

  /** The panel and the key of the forms. A panel that is being used is left alone. @param {Document} answer @param {boolean} always */
  #renew(answer, always) {
    const panel = this.#find(".panel");
    const renewed = answer.querySelector("aside");
    if (renewed && (always || !panel.contains(document.activeElement))) {
      panel.replaceChildren(...[...renewed.childNodes].map((each) => document.importNode(each, true)));
    }
    for (const input of /** @type {NodeListOf<HTMLInputElement>} */ (this.querySelectorAll("input[name=key]"))) {
      input.value = answer.body.dataset.key ?? "";
    }
    for (const input of /** @type {NodeListOf<HTMLInputElement>} */ (this.querySelectorAll("input[name=talk]"))) {
      input.value = this.#key.read();
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
    const end = this.#find(".compose").getBoundingClientRect().bottom;
    const fits = end - item.getBoundingClientRect().top < window.innerHeight;
    const behavior = matchMedia("(prefers-reduced-motion: reduce)").matches ? "instant" : "smooth";
    (fits ? this.#find(".compose") : item).scrollIntoView({ block: fits ? "nearest" : "start", behavior });
  }

  /** Says what went wrong where the message stands, and what can be done. @param {Outgoing} outgoing @param {Failure} failure */
  #fail(outgoing, failure) {
    const { item, typed } = outgoing;
    const { dataset } = this;
    const why = { ended: dataset.ended, offline: dataset.offline, unreachable: dataset.unreachable, refused: failure.message }[failure.kind];
    if (failure.kind === "ended") {
      this.#key.keep("");
    }
    item.classList.add("failed");
    /** @type {HTMLElement} */ (item.querySelector(".state")).textContent = `${dataset.notSent}. ${why}`;
    const ways = document.createElement("div");
    ways.className = "again";
    if (failure.kind === "ended") {
      ways.append(this.#way(dataset.startAnew, () => this.#startAnew(typed)));
    } else {
      if (failure.canRetry) {
        ways.append(this.#way(dataset.retry, () => this.#retry(outgoing)));
      }
      if (typed) {
        ways.append(this.#way(dataset.giveUp, () => this.#takeBack(outgoing)));
      }
    }
    item.append(ways);
    this.#bringIntoView(item);
  }

  /** @param {string | undefined} title @param {() => void} action */
  #way(title, action) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "choice";
    button.textContent = title ?? "";
    button.addEventListener("click", action);
    return button;
  }

  /** @param {Outgoing} outgoing */
  #retry(outgoing) {
    if (this.#sending) {
      return;
    }
    const fresh = this.#show(outgoing.item.querySelector(".said")?.textContent ?? "", outgoing.typed !== "");
    outgoing.item.remove();
    void this.#send({ ...outgoing, item: fresh });
  }

  /** @param {Outgoing} outgoing */
  #takeBack(outgoing) {
    this.#field.value = [outgoing.typed, this.#field.value].filter(Boolean).join("\n");
    this.#draft.keep({ unsent: "" });
    this.#typed();
    outgoing.item.remove();
    this.#field.focus();
  }

  /** @param {string} typed */
  #startAnew(typed) {
    this.#draft.keep({ unsent: typed });
    location.assign(this.dataset.home ?? "/");
  }

  /** Fetches what was said elsewhere: in another tab, or before the user came back. Silent when that fails. */
  async #lookAgain() {
    const talk = this.#key.read();
    if (this.#sending || (this.#look && !talk)) {
      return;
    }
    try {
      const part = String(this.#count);
      const answer = await (this.#look ? ask(this.#look, new URLSearchParams({ talk, part })) : ask(`/?part=${part}`));
      if (!this.#sending) {
        this.#take(answer, null);
      }
    } catch (error) {
      if (error instanceof Failure && error.kind === "ended" && (this.#count > 1 || this.#look)) {
        this.#key.keep("");
        this.#tellEnded();
      }
    }
  }

  /** The talk was deleted in another tab, or is too old. */
  #tellEnded() {
    if (this.querySelector(".local")) {
      return;
    }
    const item = document.createElement("li");
    const says = document.createElement("p");
    item.className = "message bot kind-notice local";
    says.className = "says";
    says.textContent = this.dataset.ended ?? "";
    item.append(says, this.#way(this.dataset.startAnew, () => this.#startAnew("")));
    this.#retire();
    this.#messages.append(item);
  }
}

/**
 * What a form says, in the words that stand on it.
 * @param {HTMLFormElement} form
 * @param {HTMLElement | null} submitter
 */
function shownOf(form, submitter) {
  if (submitter?.getAttribute("name") === "payload") {
    return submitter.textContent?.trim() ?? "";
  }
  const chosen = [...form.querySelectorAll("input:checked, option:checked, input:not([type])")];
  return chosen.map((each) => (each instanceof HTMLInputElement ? (each.closest("label")?.textContent ?? each.value) : each.textContent))
    .map((text) => text?.trim())
    .join(", ");
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
  const said = /** @type {HTMLElement} */ (item.querySelector(".said"));
  const text = kept.querySelector(".said")?.textContent ?? "";
  if (said.textContent !== text) {
    said.textContent = text;
  }
}
