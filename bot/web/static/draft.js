// @ts-check

const NAME = "tilslutningsguiden-kladde";

/**
 * @typedef {object} Kept
 * @property {string} typed What stands in the field.
 * @property {string} unsent What was sent and not answered yet.
 */

/** What is being written, kept in this tab so that a reload does not lose it. Gone when the tab is closed. */
export class Draft {
  /** @returns {Kept} */
  read() {
    try {
      const kept = JSON.parse(sessionStorage.getItem(NAME) ?? "{}");
      return { typed: String(kept.typed ?? ""), unsent: String(kept.unsent ?? "") };
    } catch {
      return { typed: "", unsent: "" };
    }
  }

  /** @param {Partial<Kept>} change */
  keep(change) {
    const kept = { ...this.read(), ...change };
    try {
      if (kept.typed || kept.unsent) {
        sessionStorage.setItem(NAME, JSON.stringify(kept));
      } else {
        sessionStorage.removeItem(NAME);
      }
    } catch {
      // A browser that keeps nothing: then a reload loses the draft, as it does without a script.
    }
  }

  forget() {
    this.keep({ typed: "", unsent: "" });
  }
}
