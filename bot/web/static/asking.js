// @ts-check

/** How long an answer may take before it is given up, in milliseconds. The server gives up before that. */
const PATIENCE = 40_000;

/**
 * Why there is no answer. `ended`: the talk is gone. `refused`: the server says why in `message`, and `canRetry` whether a repetition may
 * help. `offline` and `unreachable`: the message may or may not have arrived.
 */
export class Failure extends Error {
  /**
   * @param {"ended" | "refused" | "offline" | "unreachable"} kind
   * @param {string} [message]
   * @param {boolean} [canRetry]
   */
  constructor(kind, message = "", canRetry = true) {
    super(message);
    this.kind = kind;
    this.canRetry = canRetry;
  }
}

/**
 * Asks the server for a part of the page. The browser parses it as a document that runs nothing: no markup is made out of strings here,
 * so the page's policy can forbid that altogether.
 * @param {string} url
 * @param {URLSearchParams} [form] Sent as a form, if given.
 * @returns {Promise<Document>}
 */
export function ask(url, form) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open(form ? "POST" : "GET", url);
    request.responseType = "document";
    request.timeout = PATIENCE;
    const unreachable = () => reject(new Failure(navigator.onLine ? "unreachable" : "offline"));
    request.addEventListener("error", unreachable);
    request.addEventListener("timeout", unreachable);
    request.addEventListener("load", () => {
      const answer = request.response;
      const failure = answer instanceof Document ? failureIn(answer) : new Failure("unreachable");
      if (failure) {
        reject(failure);
      } else {
        resolve(answer);
      }
    });
    request.send(form);
  });
}

/**
 * @param {Document} answer
 * @returns {Failure | null}
 */
function failureIn(answer) {
  const data = answer.body?.dataset ?? {};
  if (data.ended !== undefined) {
    return new Failure("ended", "", false);
  }
  const problem = answer.getElementById("problem");
  if (problem) {
    return new Failure("refused", problem.textContent ?? "", data.canRetry !== undefined);
  }
  // A page of something between us and the server.
  return data.key === undefined ? new Failure("unreachable") : null;
}
