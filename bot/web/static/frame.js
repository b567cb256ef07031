// @ts-check

/** Inside another site's page: speaks with the page around it, if that is one of the sites that may show the guide. */
export function speakWithHost() {
  const sites = (document.body.dataset.hosts ?? "").split(" ").map((site) => (site === "self" ? location.origin : site));
  /** @type {string | null} */
  let host = null;

  window.addEventListener("message", (event) => {
    if (event.source !== window.parent || event.source === window || !sites.includes(event.origin)) {
      return;
    }
    const what = event.data?.tilslutningsguiden;
    if (what === "hello") {
      host = event.origin;
      window.parent.postMessage({ tilslutningsguiden: "ready" }, host);
    } else if (what === "shown") {
      document.dispatchEvent(new Event("visibilitychange"));
    }
  });
  window.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.defaultPrevented && host) {
      window.parent.postMessage({ tilslutningsguiden: "close" }, host);
    }
  });
}
