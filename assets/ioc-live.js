/* The page's life line: a stream of revisions, polling where the stream fails, and its state. */
(() => {
  "use strict";
  const ioc = (window.ioc = window.ioc || {});
  const STORE = "live";
  const POLL_MS = 3000;
  const LOST_AFTER_MS = 8000;

  let revision = -1;
  let source = null;
  let poll = null;
  let lastWord = Date.now();

  function tell(state, changes) {
    lastWord = state === "lost" ? lastWord : Date.now();
    document.documentElement.dataset.live = state;
    const badge = document.getElementById("live-state");
    if (badge && badge.dataset.state !== state) badge.dataset.state = state;
    window.dispatchEvent(new CustomEvent("ioc:live", { detail: { state, revision, at: lastWord } }));
    if (changes && window.dash_clientside && window.dash_clientside.set_props) {
      window.dash_clientside.set_props(STORE, { data: { revision, changes, at: lastWord } });
    }
  }

  function reached(next, changes) {
    const first = revision === -1;
    const moved = next !== revision;
    revision = next;
    ioc.revision = next;
    tell(source && source.readyState === EventSource.OPEN ? "live" : "polling", moved && !first ? changes : null);
  }

  async function ask() {
    try {
      const answer = await fetch("/healthz", { cache: "no-store", signal: AbortSignal.timeout(5000) });
      const said = await answer.json();
      if (!answer.ok) throw new Error(String(answer.status));
      reached(said.revision, []);
    } catch {
      if (Date.now() - lastWord > LOST_AFTER_MS) tell("lost", null);
    }
  }

  function open() {
    source = new EventSource(`/live?since=${revision}`);
    source.addEventListener("open", () => {
      clearInterval(poll);
      poll = null;
      tell("live", null);
    });
    source.addEventListener("revision", (event) => {
      const said = JSON.parse(event.data);
      reached(said.revision, said.changes);
    });
    source.addEventListener("error", () => {
      if (!poll) poll = setInterval(ask, POLL_MS);
      ask();
      // A server that is gone closes the stream for good; try a new one.
      if (source.readyState === EventSource.CLOSED) setTimeout(open, POLL_MS);
    });
  }

  ioc.live = { start: open, state: () => document.documentElement.dataset.live };
  if (window.EventSource) open();
  else poll = setInterval(ask, POLL_MS);
  window.addEventListener("pagehide", () => source && source.close());
})();
