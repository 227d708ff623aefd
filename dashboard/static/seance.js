// The meeting mode: from screen to screen at the keyboard, a second window in step, automatic advance, full screen.
"use strict";

(() => {
  const root = document.documentElement;
  const USUAL_S = 20, SHORTEST_S = 5, LONGEST_S = 600, IDLE_MS = 3000;
  // Words of a chart are drawn 13 pixels high: enlarged so, they are read like the other words of the screen.
  const CHART_WORD_PX = 13, CHART_WIDTH_PX = 598, WORD_SHARE = 0.034, WIDTH_SHARE = 0.88;
  const FORWARD = new Set(["ArrowRight", "ArrowDown", "PageDown"]), BACK = new Set(["ArrowLeft", "ArrowUp", "PageUp"]);
  const TYPED = "input, textarea, select, [contenteditable]";
  let shown = 0, channel, timer, resting, hasTriedFull = false, key = "";

  const marker = () => document.querySelector(".seance[data-total]");
  const total = () => Number(marker()?.dataset.total ?? 0);
  const parameter = (name) => new URLSearchParams(location.search).get(name);
  const hasNotes = () => "notes" in (marker()?.dataset ?? {});

  // The address holds the position and the automatic advance: a reload finds them again. It is no step of the history.
  function write(name, value) {
    const address = new URL(location.href);
    if (value) address.searchParams.set(name, value);
    else address.searchParams.delete(name);
    if (address.href !== location.href) history.replaceState(history.state, "", address);
  }

  function go(screen, isTold = false) {
    const last = total();
    shown = Math.max(1, Math.min(last, Math.trunc(screen) || 1));
    root.dataset.ecran = shown;
    write("ecran", String(shown));
    say();
    if (!isTold) channel?.postMessage({ screen: shown });
    advance();
  }

  function say() {
    const where = document.querySelector("[data-position]"), announced = document.querySelector("[data-announced]");
    const words = `${shown} / ${total()}`;
    if (where && where.textContent !== words) where.textContent = words;
    const title = document.querySelector(`.st-key-ecran-${shown} [data-title]`)?.textContent ?? "";
    const read = `Écran ${shown} sur ${total()} : ${title}`;
    if (announced && announced.textContent !== read) announced.textContent = read;
    for (const button of document.querySelectorAll("[data-move]")) {
      button.disabled = Number(button.dataset.move) < 0 ? shown === 1 : shown === total();
    }
    const seconds = pace(), button = document.querySelector("[data-advance]");
    if (button) {
      button.setAttribute("aria-pressed", String(Boolean(seconds)));
      const said = seconds ? `Arrêter l'avance (${seconds} s)` : "Avance automatique";
      if (button.textContent !== said) button.textContent = said;
    }
    root.toggleAttribute("data-avance", Boolean(seconds));
  }

  function pace() {
    const seconds = Number(parameter("avance"));
    return seconds >= SHORTEST_S && seconds <= LONGEST_S ? seconds : 0;
  }

  // One window leads the automatic advance: the one with the screens, not the one with the notes.
  function advance() {
    clearTimeout(timer);
    const seconds = pace();
    if (!seconds || hasNotes() || shown >= total()) return;
    timer = setTimeout(() => go(shown + 1), seconds * 1000);
  }

  function enlarge() {
    const times = Math.min(innerHeight * WORD_SHARE / CHART_WORD_PX, innerWidth * WIDTH_SHARE / CHART_WIDTH_PX);
    root.style.setProperty("--loupe", times.toFixed(3));
  }

  // Full screen is asked for once, at the first gesture; a browser that refuses shows the same in its window.
  function fill() {
    if (hasTriedFull || hasNotes() || document.fullscreenElement) return;
    hasTriedFull = true;
    root.requestFullscreen?.().catch(() => {});
  }

  function leave() {
    if (document.fullscreenElement) document.exitFullscreen();
    else if (hasNotes()) close();
    else location.assign(new URL(marker().dataset.back, new URL(".", location.href)));
  }

  function openNotes() {
    const address = new URL(location.href);
    address.searchParams.set("notes", "oui");
    address.searchParams.delete("avance");
    open(address, "notes-de-seance", "popup,width=900,height=720");
  }

  function connect() {
    channel?.close();
    key = marker().dataset.channel;
    channel = new BroadcastChannel(`inclusion seance ${key}`);
    channel.onmessage = ({ data }) => {
      if (data.asks) channel.postMessage({ screen: shown });
      else if (data.screen && data.screen !== shown) go(data.screen, true);
    };
    if (hasNotes()) channel.postMessage({ asks: true });
  }

  function enter() {
    root.toggleAttribute("data-seance", true);
    root.toggleAttribute("data-notes", hasNotes());
    enlarge();
    connect();
    go(Number(parameter("ecran")) || 1, true);
  }

  function quit() {
    clearTimeout(timer);
    channel?.close();
    channel = undefined;
    hasTriedFull = false;
    for (const name of ["data-seance", "data-notes", "data-ecran", "data-avance"]) root.removeAttribute(name);
    if (document.fullscreenElement) document.exitFullscreen();
  }

  // The server draws the page when it likes, and again whenever figures change: what is shown does not move.
  new MutationObserver(() => {
    const here = marker();
    if (here && !root.hasAttribute("data-seance")) enter();
    else if (!here && root.hasAttribute("data-seance") && !location.pathname.endsWith("/seance")) quit();
    else if (here) {
      if (here.dataset.channel !== key) connect();
      if (shown > total()) go(total());
      say();
    }
  }).observe(document, { childList: true, subtree: true });

  addEventListener("keydown", (event) => {
    if (!root.hasAttribute("data-seance") || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest?.(TYPED)) return;
    const steps = FORWARD.has(event.key) ? 1 : BACK.has(event.key) ? -1 : 0;
    if (steps) go(shown + steps);
    else if (event.key === "Home") go(1);
    else if (event.key === "End") go(total());
    else if (event.key === "Escape") leave();
    else return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (event.key !== "Escape") fill();
  }, true);

  document.addEventListener("click", (event) => {
    if (!root.hasAttribute("data-seance")) return;
    const asked = event.target.closest?.("[data-move], [data-advance], [data-open-notes], [data-full], [data-leave]");
    if (!asked) return;
    const { move, advance: paced, openNotes: noted, full } = asked.dataset;
    if (move) { go(shown + Number(move)); fill(); }
    else if (paced !== undefined) { write("avance", pace() ? "" : String(USUAL_S)); say(); advance(); }
    else if (noted !== undefined) openNotes();
    else if (full !== undefined) document.fullscreenElement ? document.exitFullscreen() : root.requestFullscreen?.().catch(() => {});
    else if (hasNotes()) { event.preventDefault(); close(); }
  });

  // What moves the meeting on shows when somebody moves, and goes when nobody does.
  function stir() {
    if (!root.hasAttribute("data-seance")) return;
    root.toggleAttribute("data-bouge", true);
    clearTimeout(resting);
    resting = setTimeout(() => root.removeAttribute("data-bouge"), IDLE_MS);
  }
  for (const kind of ["pointermove", "pointerdown"]) addEventListener(kind, stir, { passive: true });
  addEventListener("resize", () => root.hasAttribute("data-seance") && enlarge());
})();
