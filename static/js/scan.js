// The scan page: each scan is sent at once, in order, and answered with words, a sign and a tone.
// A scan that could not be sent stays here, also over a reload, and is sent again under its own id,
// but never as somebody else: it waits for whoever scanned it.

const form = document.getElementById("scan-form");
const field = document.getElementById("scan");
const words = form.dataset;
const KEPT = `custody-unsent-scans-${words.by}`;
const PAUSE = 60;
const SAME = 3000;
const SIGNS = { ok: "circle-check", twice: "repeat-2", asked: "circle-dashed", wrong: "circle-alert" };
const TAGS = { ok: "check", twice: "repeat-2", asked: "circle-dashed", wrong: "circle-x" };
const TONES = { ok: "ok", twice: "", asked: "asked", wrong: "err" };

const queue = JSON.parse(sessionStorage.getItem(KEPT) ?? "[]");
const rows = new Map();
let target = form.dataset.target;
let sending = false;
let leaving = false;
let before = { raw: "", at: 0 };
let muted = localStorage.getItem("custody-silent") === "1";
let sound;

function newId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  const hex = Array.from(bytes, (b) => b.toString(16).padStart(2, "0")).join("");
  return [8, 12, 16, 20].reduceRight((text, at) => `${text.slice(0, at)}-${text.slice(at)}`, hex);
}

function keep() {
  sessionStorage.setItem(KEPT, JSON.stringify(queue));
}

function take(raw) {
  const now = Date.now();
  const text = raw.trim().slice(0, 400);
  if (!text || (text === before.raw && now - before.at < SAME)) return;
  before = { raw: text, at: now };
  document.body.classList.remove("wrong-scan");
  queue.push({ id: newId(), raw: text });
  keep();
  show(queue.at(-1));
  send();
}

async function send() {
  if (sending) return;
  sending = true;
  let pause = 500;
  while (queue.length) {
    const scan = queue[0];
    const answer = await post(scan);
    if (answer) {
      queue.shift();
      keep();
      done(scan, answer);
      pause = 500;
    } else {
      say(words.lost, true);
      await new Promise((wake) => setTimeout(wake, pause));
      pause = Math.min(pause * 2, 8000);
    }
  }
  sending = false;
}

async function post(scan) {
  const data = new URLSearchParams({ csrf_token: form.elements.csrf_token.value, form_id: scan.id, raw: scan.raw, target });
  try {
    const response = await fetch(form.action, { method: "POST", body: data, headers: { Accept: "application/json" } });
    if (response.ok) return await response.json();
    if (response.status === 400 || response.status === 401) await renew();
  } catch {
    // No connection: the scan stays in the queue.
  }
  return null;
}

/** Fetch a fresh token; whoever was signed out signs in first, and finds the scans still here. */
async function renew() {
  const page = await fetch(location.href);
  const fresh = new DOMParser().parseFromString(await page.text(), "text/html").getElementById("scan-form");
  if (fresh?.dataset.by === words.by) {
    form.elements.csrf_token.value = fresh.elements.csrf_token.value;
    return;
  }
  leaving = true;
  location.reload();
}

function icon(name, size) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("class", size >= 40 ? "icon icon--big" : "icon");
  svg.setAttribute("width", size);
  svg.setAttribute("height", size);
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", document.querySelector("use").getAttribute("href").replace(/#.*/, `#${name}`));
  svg.append(use);
  return svg;
}

function element(name, className, ...inside) {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...inside);
  return made;
}

function show(scan) {
  const row = element("tr", "", ...[scan.raw.slice(-24), "", "", ""].map((text) => element("td", "", text)));
  row.cells[0].className = "code";
  row.cells[2].append(element("span", "tag", words.busy));
  const body = document.querySelector("#scans tbody");
  body.querySelector("td[colspan]")?.parentElement.remove();
  body.prepend(row);
  rows.set(scan.id, row);
}

function done(scan, answer) {
  const row = rows.get(scan.id);
  if (row) fill(row, answer);
  last(answer);
  if (answer.result === "target" || answer.result === "done") aim(answer);
  if (answer.result === "moved" || answer.result === "accepted") count();
  const wrong = answer.tone === "wrong";
  document.body.classList.toggle("wrong-scan", wrong);
  say(`${answer.code} ${answer.word}`, wrong);
  if (answer.repairs.length) say(`${words.didYouMean} ${answer.repairs.join(", ")}`, true);
  tone(answer.tone);
  sessionStorage.setItem("custody-target", target);
}

function fill(row, answer) {
  const [code, what, state, time] = row.cells;
  row.classList.toggle("is-wrong", answer.tone === "wrong");
  const shown = element("span", "code", answer.code);
  if (answer.href) {
    const link = element("a", "", shown);
    link.href = answer.href;
    code.replaceChildren(link);
  } else code.replaceChildren(shown);
  what.textContent = answer.text || (answer.result === "target" ? answer.place : "");
  if (answer.held_by && answer.tone !== "ok") what.append(element("br"), element("span", "soft small", answer.held_by));
  if (answer.repairs.length) what.textContent = `${words.didYouMean} ${answer.repairs.join(", ")}`;
  const tag = element("span", TONES[answer.tone] ? `tag tag--${TONES[answer.tone]}` : "tag", icon(TAGS[answer.tone], 16), answer.word);
  state.replaceChildren(tag);
  time.textContent = answer.time;
}

function last(answer) {
  const box = element("section", TONES[answer.tone] ? `last last--${TONES[answer.tone]}` : "last");
  const state = element("p", "last__state", element("strong", "", answer.word), element("time", "", answer.time));
  const text = element("p", "", answer.text || (answer.result === "target" ? answer.place : ""));
  box.append(icon(SIGNS[answer.tone], 48), element("div", "", element("span", "code", answer.code), text), state);
  document.getElementById("last").replaceChildren(box);
}

function aim(answer) {
  target = answer.result === "done" ? "" : answer.target;
  form.elements.target.value = target;
  if (!target) {
    location.reload();
    return;
  }
  const box = element("section", "target", icon("map-pin", 44), element("div", "", element("p", "", words.you), element("p", "target__place", answer.place)));
  box.append(element("p", "target__count", element("strong", "", "0"), ` ${words.scanned}`));
  document.getElementById("target").replaceChildren(box);
}

function count() {
  const number = document.querySelector(".target__count strong");
  if (number) number.textContent = Number(number.textContent) + 1;
}

function say(text, bad) {
  document.getElementById(bad ? "alarm" : "said").textContent = text;
}

function tone(kind) {
  if (muted) return;
  sound ??= new AudioContext();
  const notes = { ok: [[1320, 0.09]], twice: [[880, 0.07], [880, 0.07]], asked: [[660, 0.09], [880, 0.09], [1180, 0.09]], wrong: [[170, 0.55]] }[kind];
  let at = sound.currentTime;
  for (const [pitch, length] of notes) {
    const voice = sound.createOscillator();
    const gain = sound.createGain();
    voice.frequency.value = pitch;
    gain.gain.value = 0.15;
    voice.connect(gain).connect(sound.destination);
    voice.start(at);
    voice.stop(at + length);
    at += length + 0.05;
  }
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  take(field.value);
  field.value = "";
});

// A scanner types faster than a person: such a burst is a scan wherever the focus is.
let burst = "";
let lastKey = 0;
let ending;
function finish(source) {
  clearTimeout(ending);
  if (burst.length >= 8) {
    if ("value" in source) source.value = source.value.replace(burst, "");
    take(burst);
    field.focus();
  }
  burst = "";
}
document.addEventListener(
  "keydown",
  (event) => {
    // Taking the last scan back is a scan of its own command, as on the mat.
    if (event.ctrlKey && event.key === "z" && !event.target.closest("input, textarea")) {
      event.preventDefault();
      take("HERSTEL");
      return;
    }
    // In the field itself nothing is guessed from the speed: Enter sends what stands there.
    if (event.target === field) return;
    const quick = performance.now() - lastKey < 35;
    lastKey = performance.now();
    if (event.key === "Enter" && burst.length >= 8 && quick) {
      event.preventDefault();
      event.stopPropagation();
      finish(event.target);
      return;
    }
    if (event.key.length !== 1 || event.ctrlKey || event.altKey || event.metaKey) return;
    burst = quick ? burst + event.key : event.key;
    clearTimeout(ending);
    const source = event.target;
    ending = setTimeout(() => finish(source), PAUSE);
  },
  true,
);

const label = document.querySelector('label[for="scan"]');
field.addEventListener("blur", () => (label.textContent = words.away));
field.addEventListener("focus", () => (label.textContent = words.waiting));
const mute = document.getElementById("mute");
mute.hidden = false;
mute.setAttribute("aria-pressed", String(muted));
mute.addEventListener("click", () => {
  muted = !muted;
  localStorage.setItem("custody-silent", muted ? "1" : "0");
  mute.setAttribute("aria-pressed", String(muted));
  field.focus();
});
addEventListener("beforeunload", (event) => {
  if (queue.length && !leaving) event.preventDefault();
});
field.focus();
queue.forEach(show);
send();
