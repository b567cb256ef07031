// @ts-check
/**
 * Puts a button on a page that opens the guide, by one line:
 *   <script src="https://…/widget/v1.js" defer></script>
 * `data-label`: what stands on the button. `data-position`: "right" or "left". `data-into`: a selector of the element that gets the
 * button; without it the button floats in a corner. Nothing of the guide is loaded before it is opened.
 */
(() => {
  const WORDS = /** @type {Record<string, string>} */ ({ /* words */ });
  const STYLE = `
    .root { all: initial; font: 1em/1.45 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", Ubuntu, Arial, sans-serif;
      font-size: medium; color-scheme: light dark; --deep: #12305c; --on-deep: #fff; --paper: #fff; --ink: #1b2330; --focus: #0b63ce; }
    @media (prefers-color-scheme: dark) {
      .root { --deep: #a9cdfb; --on-deep: #0b1a2e; --paper: #10161f; --ink: #e8edf4; --focus: #ffd166; }
    }
    *, ::before { box-sizing: border-box; }
    button, a { font: inherit; }
    button { min-height: 2.75em; padding: .5em 1.125em; border: 2px solid var(--deep); border-radius: 6px; font-weight: 600; cursor: pointer; }
    :focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; }
    .launch { background: var(--deep); color: var(--on-deep); }
    .floating .launch { position: fixed; z-index: 2147483000; bottom: calc(1em + var(--place, 0) * 3.75em); right: 1em; max-width: calc(100vw - 2em);
      outline-color: var(--focus); box-shadow: 0 2px 10px rgb(0 0 0 / .3); }
    .floating.left .launch { right: auto; left: 1em; }
    dialog { position: fixed; inset: auto 1em 1em auto; z-index: 2147483001; margin: 0; padding: 0; width: 28em; max-width: calc(100vw - 2em);
      height: 46em; max-height: calc(100vh - 2em); max-height: calc(100dvh - 2em); overflow: hidden; border: 2px solid var(--deep); border-radius: 8px;
      background: var(--paper); color: var(--ink); box-shadow: 0 6px 30px rgb(0 0 0 / .35); }
    .left dialog { inset: auto auto 1em 1em; }
    dialog[open] { display: flex; flex-direction: column; }
    dialog:modal { inset: 0; width: 100vw; max-width: none; height: 100%; max-height: none; border: 0; border-radius: 0; }
    header { flex: none; display: flex; align-items: center; justify-content: space-between; gap: 1em; padding: .375em .375em .375em 1em; background: var(--deep);
      color: var(--on-deep); }
    h2 { margin: 0; font-size: 1em; font-weight: 700; }
    .close { min-height: 2.25em; padding: .25em .75em; border-color: currentColor; background: transparent; color: inherit; }
    .close:focus-visible { outline-color: currentColor; }
    .body { flex: 1; position: relative; min-height: 0; }
    p { margin: 1em; }
    a { color: inherit; }
    iframe { position: absolute; inset: 0; width: 100%; height: 100%; border: 0; background: var(--paper); }
    .covered .launch { visibility: hidden; }
    @media (forced-colors: active) { .launch, header { border: 2px solid ButtonText; } }
    @media print { .root { display: none; } }`;
  /** After so long, in milliseconds, without a word from the guide it is said that it cannot be shown. */
  const PATIENCE = 10_000;
  /** Told to the others on a page when one opens or closes: only one is open, and it covers no button. */
  const CHANGED = "tilslutningsguiden-changed";

  const script = document.currentScript;
  if (!(script instanceof HTMLScriptElement)) {
    throw new Error("tilslutningsguiden: load widget/v1.js by a script element that is no module");
  }
  const guide = new URL(script.src).origin;
  const { label, position, into } = script.dataset;

  /**
   * @template {keyof HTMLElementTagNameMap} Name
   * @param {Name} name
   * @param {Record<string, string>} attributes
   * @param {(Node | string)[]} children
   */
  function make(name, attributes, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      made.setAttribute(key, value);
    }
    made.append(...children);
    return made;
  }

  function start() {
    const place = into ? document.querySelector(into) : null;
    const host = make("div", { lang: "da", "data-tilslutningsguiden": place ? "inline" : "floating" });
    // What the page says of all its elements does not count here.
    host.style.setProperty("all", "initial", "important");
    const side = position === "left" ? "left" : "right";
    const before = document.querySelectorAll('[data-tilslutningsguiden="floating"]').length;
    const shadow = host.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    shadow.adoptedStyleSheets = [sheet];

    const launch = make("button", { class: "launch", type: "button", "aria-haspopup": "dialog", "aria-expanded": "false" }, label || WORDS.launch);
    const close = make("button", { class: "close", type: "button" }, WORDS.close);
    const state = make("p", { role: "status" });
    const body = make("div", { class: "body" }, state);
    const dialog = make("dialog", { "aria-labelledby": "name" }, make("header", {}, make("h2", { id: "name" }, WORDS.name), close), body);
    const root = make("div", { class: `root ${place ? "" : "floating"} ${side}` }, launch, dialog);
    root.style.setProperty("--place", String(before));
    shadow.append(root);
    (place ?? document.body).append(host);

    /** @type {HTMLIFrameElement | null} */
    let frame = null;
    let ready = false;

    function load() {
      state.textContent = WORDS.opening;
      frame = make("iframe", { title: WORDS.name, allow: "clipboard-write", src: `${guide}/indlejret` });
      frame.addEventListener("load", () => tell("hello"));
      body.append(frame);
      setTimeout(() => {
        if (!ready) {
          frame?.remove();
          frame = null;
          state.replaceChildren(WORDS.trouble, " ", make("a", { href: `${guide}/`, target: "_blank", rel: "noopener" }, WORDS.own_window));
        }
      }, PATIENCE);
    }

    /** @param {string} what */
    function tell(what) {
      frame?.contentWindow?.postMessage({ tilslutningsguiden: what }, guide);
    }

    function open() {
      if (!frame) {
        load();
      } else {
        tell("shown");
      }
      // Where it fills the view, nothing behind it can be reached.
      if (matchMedia("(max-width: 40rem), (max-height: 24rem)").matches) {
        dialog.showModal();
      } else {
        dialog.show();
      }
      launch.setAttribute("aria-expanded", "true");
      document.dispatchEvent(new CustomEvent(CHANGED, { detail: { opened: host, side } }));
    }

    /** @param {boolean} takeFocus */
    function shut(takeFocus) {
      dialog.close();
      launch.setAttribute("aria-expanded", "false");
      if (takeFocus) {
        document.dispatchEvent(new CustomEvent(CHANGED, { detail: { opened: null, side } }));
        launch.focus();
      }
    }

    launch.addEventListener("click", () => (dialog.open ? shut(true) : open()));
    close.addEventListener("click", () => shut(true));
    dialog.addEventListener("cancel", (event) => {
      event.preventDefault();
      shut(true);
    });
    root.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && dialog.open) {
        event.preventDefault();
        shut(true);
      }
    });
    document.addEventListener(CHANGED, (event) => {
      const { opened = null, side: where = "" } = event instanceof CustomEvent ? event.detail : {};
      root.classList.toggle("covered", opened !== null && where === side && !place);
      if (opened !== null && opened !== host && dialog.open) {
        shut(false);
      }
    });
    window.addEventListener("message", (event) => {
      if (event.origin !== guide || !frame || event.source !== frame.contentWindow) {
        return;
      }
      const what = event.data?.tilslutningsguiden;
      if (what === "ready") {
        ready = true;
        state.textContent = "";
      } else if (what === "close" && dialog.open) {
        shut(true);
      }
    });
  }

  if (document.readyState === "loading") {
    document.addEventListener("DOMContentLoaded", start);
  } else {
    start();
  }
})();
