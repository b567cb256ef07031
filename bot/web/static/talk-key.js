// @ts-check

const NAME = "tilslutningsguiden-noegle";

/**
 * The key to the talk where no cookie tells which one it is: in a frame in another site's page. Kept in this tab, apart for each site
 * that the frame stands in; where the browser keeps nothing, for as long as the page is not left.
 */
export class TalkKey {
  #held = "";

  read() {
    try {
      return sessionStorage.getItem(NAME) ?? this.#held;
    } catch {
      return this.#held;
    }
  }

  /** @param {string} key Empty: forgets it. */
  keep(key) {
    this.#held = key;
    try {
      if (key) {
        sessionStorage.setItem(NAME, key);
      } else {
        sessionStorage.removeItem(NAME);
      }
    } catch {
      // It is held here.
    }
  }
}
