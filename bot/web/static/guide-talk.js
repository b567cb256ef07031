// @ts-check

import { Failure, ask } from "./asking.js";
import { Compose } from "./compose.js";
import { TalkKey } from "./talk-key.js";
import { TalkView } from "./talk-view.js";

/** After so long, in milliseconds, the user is told that it takes longer than it should. */
const SLOW = 6_000;

/**
 * A message on its way.
 * @typedef {object} Outgoing
 * @property {URLSearchParams} form What is sent; the same again when it is tried again, with the same key.
 * @property {string} typed The text, if it was written.
 * @property {HTMLElement} item Where it stands in the talk.
 */

/** The talk, without reloading the page. The markup is the server's; this sends its forms and has the answers put in. */
export class GuideTalk extends HTMLElement {
  #view = new TalkView(this);
  #key = new TalkKey();
  /** @type {Compose | null} */
  #compose = null;
  /** @type {Outgoing | null} */
  #sending = null;
  #sent = 0;
  /** Whether another text was sent off before the last one was answered: it goes then. */
  #hurried = false;
  /** @type {AbortController | null} */
  #listening = null;

  connectedCallback() {
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    this.addEventListener("submit", (event) => this.#submitted(event), { signal });
    document.addEventListener("visibilitychange", () => document.hidden || this.#lookAgain(), { signal });
    window.addEventListener("pageshow", (event) => event.persisted && this.#lookAgain(), { signal });
    this.#compose = new Compose(this, signal);
    this.#compose.restore(this.#view.lastSaid);
    if (this.#carried) {
      this.#key.keep(this.#carried);
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

  /** Whether there is a talk that the page came without. */
  get #waits() {
    return Boolean(this.#look && this.#key.read() && !this.dataset.mark);
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

  /** @param {SubmitEvent} event */
  #submitted(event) {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || new URL(form.action).pathname !== this.dataset.say) {
      return;
    }
    event.preventDefault();
    const field = this.#compose?.field ?? null;
    const typed = field && form.contains(field) ? field.value.trim() : "";
    if (this.#sending) {
      this.#hurried = typed !== "";
      return;
    }
    if (!typed && !this.#saysSomething(form, event.submitter)) {
      return;
    }
    const data = new URLSearchParams();
    for (const [name, value] of new FormData(form, event.submitter)) {
      data.append(name, String(value));
    }
    data.set("key", `${data.get("key")}.${(this.#sent += 1)}`);
    const item = this.#view.show(typed || shownOf(form, event.submitter), typed !== "");
    if (typed) {
      this.#compose?.leaves(typed);
    }
    void this.#send({ form: data, typed, item });
  }

  /** Whether a form says anything: an empty text does not, and ticks need one. @param {HTMLFormElement} form @param {HTMLElement | null} submitter */
  #saysSomething(form, submitter) {
    if (form.querySelector("textarea")) {
      return false;
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

  /** @param {Outgoing} outgoing */
  async #send(outgoing) {
    const slow = setTimeout(() => this.#view.tell(outgoing.item, this.dataset.slow ?? ""), SLOW);
    this.#sending = outgoing;
    outgoing.form.set("part", String(this.#view.count));
    if (this.#look) {
      outgoing.form.set("talk", this.#key.read());
    }
    try {
      const answer = await ask(this.dataset.say ?? "", outgoing.form);
      this.#compose?.arrived();
      this.#take(answer, outgoing.item);
    } catch (error) {
      this.#hurried = false;
      this.#failed(outgoing, error instanceof Failure ? error : new Failure("unreachable"));
    } finally {
      clearTimeout(slow);
      this.#sending = null;
    }
    if (this.#hurried) {
      this.#hurried = false;
      this.#compose?.field.form?.requestSubmit();
    }
  }

  /** Has an answer put in, if it is of the talk that is shown. @param {Document} answer @param {HTMLElement | null} item The message that it answers. */
  #take(answer, item) {
    const { mark = "", talk, key = "", count } = answer.body.dataset;
    if (this.dataset.mark && this.dataset.mark !== mark) {
      this.#otherTalk(item !== null);
      return;
    }
    this.dataset.mark = mark;
    if (talk) {
      this.#key.keep(talk);
    }
    this.#view.put(answer, item);
    this.#compose?.know(this.#view.lastSaid);
    this.#fill("key", key);
    this.#fill("talk", this.#key.read());
    if (this.#view.count !== Number(count)) {
      this.#reload();
    }
  }

  /** Gives a hidden field of all forms its value. @param {string} name @param {string} value */
  #fill(name, value) {
    for (const input of /** @type {NodeListOf<HTMLInputElement>} */ (this.querySelectorAll(`input[name=${name}]`))) {
      input.value = value;
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

  /** @param {Outgoing} outgoing @param {Failure} failure */
  #failed(outgoing, failure) {
    const { dataset } = this;
    const { typed } = outgoing;
    const why = { ended: dataset.ended, offline: dataset.offline, unreachable: dataset.unreachable, refused: failure.message }[failure.kind];
    /** @type {import("./talk-view.js").Way[]} */
    const ways = [];
    if (failure.kind === "ended") {
      this.#key.keep("");
      ways.push([dataset.startAnew, () => this.#startAnew(typed)]);
    } else {
      if (failure.canRetry) {
        ways.push([dataset.retry, () => this.#retry(outgoing)]);
      }
      if (typed) {
        ways.push([dataset.giveUp, () => this.#takeBack(outgoing)]);
      }
    }
    this.#view.fail(outgoing.item, `${dataset.notSent}. ${why}`, ways);
  }

  /** @param {Outgoing} outgoing */
  #retry(outgoing) {
    if (this.#sending) {
      return;
    }
    const item = this.#view.showAgain(outgoing.item, outgoing.typed !== "");
    void this.#send({ ...outgoing, item });
  }

  /** @param {Outgoing} outgoing */
  #takeBack(outgoing) {
    outgoing.item.remove();
    this.#compose?.takeBack(outgoing.typed);
  }

  /** @param {string} typed */
  #startAnew(typed) {
    this.#compose?.keepForNext(typed);
    location.assign(this.dataset.home ?? "/");
  }

  /** Fetches what was said elsewhere: in another tab, or before the user came back. Silent when that fails. */
  async #lookAgain() {
    const talk = this.#key.read();
    if (this.#sending || (this.#look && !talk)) {
      return;
    }
    try {
      const part = String(this.#view.count);
      const answer = await (this.#look ? ask(this.#look, new URLSearchParams({ talk, part })) : ask(`/?part=${part}`));
      if (!this.#sending) {
        this.#take(answer, null);
      }
    } catch (error) {
      if (error instanceof Failure && error.kind === "ended" && (this.#view.count > 1 || this.#look)) {
        this.#key.keep("");
        this.#tellEnded();
      }
    }
  }

  /** The talk was deleted in another tab, or is too old. */
  #tellEnded() {
    this.#view.tellEnded(this.dataset.ended ?? "", [this.dataset.startAnew, () => this.#startAnew("")]);
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
  return chosen.map((each) => (each instanceof HTMLInputElement ? ((each.checked && each.labels?.[0]?.textContent) || each.value) : each.textContent))
    .map((text) => text?.trim())
    .join(", ");
}
