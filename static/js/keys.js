// Keyboard shortcuts (`screens.md` 10): only outside text fields or with a modifier, never out of a scan.
// Each key is named by the link it presses, in aria-keyshortcuts; the server leaves this file out when they are off.
const QUICK = 35;
const PAUSE = 60;
let before = 0;
let waiting;

const typing = (target) => target.closest?.("input, textarea, select, [contenteditable]");
const named = (key) => document.querySelector(`[aria-keyshortcuts~="${key}"]`);

function press(key) {
  const box = document.getElementById("q");
  if (key === "/" && box) box.focus();
  else named(key)?.click();
}

/** Give back the item of this page, or look for one. */
function giveBack() {
  (document.querySelector('main a[href$="/return"], aside a[href$="/return"]') ?? named("/"))?.click();
}

/** Show the list of the help page over this page, so that nothing typed is lost. */
async function list() {
  const help = document.querySelector("[data-help]");
  if (!help || document.querySelector("dialog")) return;
  const page = new DOMParser().parseFromString(await (await fetch(help.href)).text(), "text/html");
  const keys = page.getElementById("keys");
  if (!keys) return;
  const sheet = document.createElement("link");
  sheet.rel = "stylesheet";
  sheet.href = page.querySelector('link[href*="help.css"]').getAttribute("href");
  const dialog = document.createElement("dialog");
  const close = document.createElement("button");
  close.className = "utrecht-button utrecht-button--secondary-action";
  close.textContent = help.dataset.help;
  close.addEventListener("click", () => dialog.close());
  keys.removeAttribute("id");
  keys.classList.remove("card");
  keys.querySelector("h2").id = "keys-title";
  dialog.setAttribute("aria-labelledby", "keys-title");
  dialog.append(sheet, keys, close);
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

function escape() {
  document.querySelectorAll("details.menu[open]").forEach((menu) => (menu.open = false));
  document.body.classList.remove("wrong-scan");
  document.getElementById("scan")?.focus();
}

document.addEventListener("keydown", (event) => {
  const quick = performance.now() - before < QUICK;
  before = performance.now();
  clearTimeout(waiting);
  if (event.defaultPrevented || event.isComposing) return;
  if (event.key === "Escape") return escape();
  if (event.altKey && !event.ctrlKey && !event.metaKey) {
    const [, letter] = /^(?:Key|Digit)(\w)$/.exec(event.code) ?? [];
    if (letter === "T") event.preventDefault(), giveBack();
    else if (letter && named(`Alt+${letter}`)) event.preventDefault(), press(`Alt+${letter}`);
    return;
  }
  // A scanner types / and ? as well, in the middle of a code: a key pressed by hand stands alone.
  if (event.ctrlKey || event.metaKey || quick || typing(event.target)) return;
  if (event.key === "/" || event.key === "?") {
    event.preventDefault();
    waiting = setTimeout(event.key === "/" ? () => press("/") : list, PAUSE);
  }
});
