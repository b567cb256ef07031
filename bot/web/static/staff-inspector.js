// @ts-check
/** Keeps what lies behind the answers up to date while someone talks in the frame. Without it there is a link that does the same. */

const frame = /** @type {HTMLIFrameElement | null} */ (document.querySelector("iframe[data-talk]"));
const course = document.querySelector("#forloeb");

/** @type {MutationObserver | null} */
let watcher = null;

/** Looks at the talk that the frame shows now. */
function watch() {
  watcher?.disconnect();
  const messages = frame?.contentDocument?.querySelector(".messages");
  if (messages) {
    watcher = new MutationObserver(() => {
      // A message on its way is no turn yet.
      if (!messages.querySelector(".sending")) {
        refresh();
      }
    });
    watcher.observe(messages, { childList: true });
  }
}

/** Takes what lies behind the answers from the page as the server has it; the browser parses it. */
function refresh() {
  const request = new XMLHttpRequest();
  request.open("GET", location.pathname + location.search);
  request.responseType = "document";
  course?.setAttribute("aria-busy", "true");
  request.addEventListener("load", () => {
    const fresh = request.response instanceof Document ? request.response.querySelector("#forloeb") : null;
    if (course && fresh) {
      course.replaceChildren(...fresh.childNodes);
    }
  });
  request.addEventListener("loadend", () => course?.setAttribute("aria-busy", "false"));
  request.send();
}

frame?.addEventListener("load", watch);
watch();
