// What the browser does alone: know where the server is, copy the address of a view, save a chart as a picture, print.
"use strict";

// Told where it is served from, Streamlit does not try the page's own folder first: no failed request, one round trip less.
const served = new URL(".", document.currentScript.src).href;
window.__streamlit = { BACKEND_BASE_URL: served, MAIN_PAGE_BASE_URL: served };

// The dashboard speaks French whatever the browser's language: dates, numbers, words of its widgets.
Object.defineProperty(navigator, "language", { get: () => "fr-FR" });
Object.defineProperty(navigator, "languages", { get: () => ["fr-FR", "fr"] });

// One gesture is one step of the history: what the server adds to the address by itself replaces the step.
let gestured = true;
const push = history.pushState.bind(history);
history.pushState = (state, unused, address) => {
  const step = gestured ? push : history.replaceState.bind(history);
  gestured = false;
  step(state, unused, address);
  arrive();
};
for (const kind of ["pointerdown", "keydown", "message"]) {
  addEventListener(kind, (event) => {
    if (kind === "message" && event.data?.type !== "streamlit:setComponentValue") return;
    gestured = true;
    left = title()?.textContent;
  }, true);
}

// Another page starts at its title, or at the place that a link aimed at: it comes in sight and is read aloud once drawn.
const title = () => document.querySelector("[data-page-title]");
let place = location.pathname, left, aimed;
function arrive() {
  if (location.pathname === place) return;
  place = location.pathname;
  const old = left, aim = aimed;
  aimed = undefined;
  whenDrawn(() => {
    if (!title() || title().textContent === old) return false;
    if (aim && !document.getElementById(aim)) return false;
    document.querySelector(".stMain").scrollTop = 0;
    if (aim) document.getElementById(aim).scrollIntoView();
    return focus(aim ? document.getElementById(aim) : title());
  });
}
addEventListener("popstate", () => {
  left = title()?.textContent;
  arrive();
});

// Try again at each frame, until it works or nobody waits any more.
function whenDrawn(attempt, until = performance.now() + 20000) {
  if (!attempt() && performance.now() < until) requestAnimationFrame(() => whenDrawn(attempt, until));
}

const said = () => document.querySelector("[data-said]");

function say(words) {
  const place = said();
  if (!place) return;
  place.textContent = "";
  setTimeout(() => { place.textContent = words; }, 50);
  setTimeout(() => { if (place.textContent === words) place.textContent = ""; }, 4000);
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // Without TLS the clipboard interface is closed: a hidden field does the same.
    const field = Object.assign(document.createElement("textarea"), { value: text, readOnly: true });
    field.style.cssText = "position:fixed;opacity:0";
    document.body.append(field);
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    if (!done) throw new Error("copie refusée");
  }
}

async function copyLink(link = location.href) {
  try {
    await copy(link);
    say("Lien copié");
  } catch {
    say("La copie a été refusée : copiez l'adresse vous-même.");
  }
}

function savePicture(key) {
  const chart = document.querySelector(`.st-key-exhibit-${CSS.escape(key)}`);
  const button = chart?.querySelector('.modebar-btn[data-title*="PNG"], .modebar-btn');
  if (button) button.click();
  else say("Le graphique n'est pas encore dessiné.");
}

// The button that clears the filters goes away with them: its focus goes to the title of what is shown.
document.addEventListener("click", (event) => {
  const clear = event.target.closest?.(".st-key-effacer button");
  if (clear) whenDrawn(() => !clear.isConnected && focus(title()));
});

function focus(element) {
  element?.focus({ preventScroll: true });
  return Boolean(element) && document.activeElement === element;
}

// The side menu of a phone: the focus goes in and out with it; choosing a page, Escape or leaving it closes it.
const SIDE = '.stSidebar[data-collapsed="false"]';
const OPENS = "[data-testid=stExpandSidebarButton]", CLOSES = "[data-testid=stSidebarCollapseButton] button";
document.addEventListener("click", (event) => {
  if (event.target.closest?.(OPENS)) whenDrawn(() => document.querySelector(SIDE) && focus(document.querySelector(CLOSES)));
  else if (event.target.closest?.(`${SIDE} a`)) document.querySelector(CLOSES)?.click();
  else if (event.target.closest?.(CLOSES) && event.isTrusted) whenDrawn(() => focus(document.querySelector(OPENS)));
});
addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !document.querySelector(`${SIDE} a`)) return;
  document.querySelector(CLOSES).click();
  whenDrawn(() => focus(document.querySelector(OPENS)));
});

addEventListener("focusin", (event) => {
  if (document.querySelector(`${SIDE} a`) && !event.target.closest(".stSidebar")) document.querySelector(CLOSES).click();
});

// A panel hangs from the end of the document: the focus goes in when it opens, and back to its button past its ends.
const PANEL = "[data-testid=stPopoverBody]", HOLDS = "[data-testid=stPopoverButton]";
const REACHED = "button:not(:disabled), input, summary, a[href], [tabindex='0']";
document.addEventListener("click", (event) => {
  if (event.isTrusted && event.target.closest?.(HOLDS)) whenDrawn(() => {
    const panel = document.querySelector(PANEL);
    if (panel) panel.tabIndex = -1;
    return focus(panel);
  });
});
addEventListener("keydown", (event) => {
  const panel = event.key === "Tab" && document.activeElement.closest(PANEL);
  if (!panel) return;
  const reached = [...panel.querySelectorAll(REACHED)].filter((each) => each.tabIndex >= 0 && each.checkVisibility());
  const ends = event.shiftKey ? [panel, reached[0]] : [reached.at(-1) ?? panel];
  if (!ends.includes(document.activeElement)) return;
  event.preventDefault();
  const button = document.querySelector(`${HOLDS}[aria-expanded=true]`);
  button?.click();
  focus(button);
});

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-copy-link], [data-copy], [data-picture], [data-print]");
  if (!button) return;
  if ("print" in button.dataset) window.print();
  else if (button.dataset.picture) savePicture(button.dataset.picture);
  else copyLink(button.dataset.copy);
});

// A link to another page goes through the navigation: no reload, and the filters follow. One with choices of its own loads.
document.addEventListener("click", (event) => {
  const link = event.target.closest?.(".stHtml a[href]");
  if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  const aim = new URL(link.href);
  if (aim.origin !== location.origin || aim.pathname === location.pathname || aim.search !== location.search) return;
  const door = [...document.querySelectorAll("[data-testid=stTopNavLink], [data-testid=stSidebarNavLink]")].find((each) => new URL(each.href).pathname === aim.pathname);
  if (!door) return;
  event.preventDefault();
  aimed = aim.hash.slice(1);
  door.click();
});

// Component frames carry technical titles: readers hear French ones.
const NAMED = "iframe[title='streamlit_folium.st_folium']";
new MutationObserver(() => {
  for (const frame of document.querySelectorAll(NAMED)) frame.title = "Carte du territoire";
}).observe(document.documentElement, { childList: true, subtree: true });

// An address that ends in #… leads there, although its place is drawn long after the document.
if (location.hash.length > 1) whenDrawn(() => {
  if (!document.getElementById(location.hash.slice(1))) return false;
  requestAnimationFrame(() => location.replace(location.href));
  return true;
});

// A list: the server sends its rows, the browser says which header, row or page was chosen.
function list({ parentElement, data, setTriggerValue }) {
  const focused = parentElement.contains(document.activeElement) ? document.activeElement.id : "";
  let place = parentElement.querySelector(".stHtml");
  if (!place) {
    place = Object.assign(document.createElement("div"), { className: "stHtml" });
    parentElement.append(place);
  }
  if (place.innerHTML !== data) place.innerHTML = data;
  if (focused) document.getElementById(focused)?.focus();
  place.onclick = (event) => {
    const asked = event.target.closest("[data-sort], [data-page], [data-open]");
    if (!asked || asked.disabled) return;
    if (asked.dataset.sort) setTriggerValue("sorted", asked.dataset.sort);
    else if (asked.dataset.page) setTriggerValue("paged", asked.dataset.page);
    else setTriggerValue("opened", asked.dataset.open);
  };
}
window.inclusion = { list };
