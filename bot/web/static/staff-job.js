// @ts-check
/** Keeps the progress of a job on the page up to date, and shows the page anew when the job has ended. Without it a link does the same. */

const EVERY = 3000;

/** @typedef {{ name: string, line: string, stage: number | null, of: number | null, time: string }} Standing */

/**
 * @param {Element} part
 * @param {Standing} job
 */
function show(part, job) {
  const line = part.querySelector("[data-line]");
  const time = part.querySelector("[data-time]");
  const progress = part.querySelector("progress");
  // Only what is new is told to those who listen.
  if (line && line.textContent !== job.line) {
    line.textContent = job.line;
  }
  if (time) {
    time.textContent = job.time;
  }
  if (progress && job.of !== null && job.stage !== null) {
    progress.max = job.of;
    progress.value = job.stage;
  }
}

async function look() {
  const parts = [...document.querySelectorAll("[data-job]")];
  if (parts.length === 0) {
    return;
  }
  try {
    const response = await fetch("/staff/model/arbejde");
    /** @type {Standing[]} */
    const jobs = response.ok ? await response.json() : [];
    for (const part of parts) {
      const job = jobs.find((each) => each.name === part.getAttribute("data-job"));
      if (!job && response.ok) {
        location.reload();
        return;
      }
      if (job) {
        show(part, job);
      }
    }
  } catch {
    // The server is away for a moment: asked again below.
  }
  setTimeout(look, EVERY);
}

setTimeout(look, EVERY);
