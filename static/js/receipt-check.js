// The page on which anyone checks a receipt: reads the part behind the #, which no server ever sees.
import { BadReceipt, check } from "./receipt-token.js";

const box = document.getElementById("receipt-check");

function fill(section, name, text) {
  const place = section.querySelector(`[data-fill="${name}"]`);
  if (place) place.textContent = text;
}

function show(id) {
  for (const other of ["genuine", "wrong"]) document.getElementById(other).hidden = other !== id;
  document.querySelector("#paste > h1")?.remove();
  document.querySelector("#paste > p")?.remove();
  document.querySelector("#paste > details").open = false;
  return document.getElementById(id);
}

function genuine(said) {
  const section = show("genuine");
  const list = section.querySelector('[data-fill="items"]');
  list.replaceChildren(
    ...said.items.map(([code, count, text]) => {
      const line = document.createElement("li");
      const what = document.createElement("strong");
      what.textContent = text;
      const shown = document.createElement("span");
      shown.className = "code";
      shown.textContent = `${code.slice(0, 3)}-${code.slice(3, 6)}-${code.slice(6)}`;
      line.append(what, ` (${count})`, document.createElement("br"), shown);
      return line;
    }),
  );
  const when = new Intl.DateTimeFormat(box.dataset.lang, { dateStyle: "long", timeStyle: "short", timeZone: "Europe/Amsterdam" });
  fill(section, "issued", when.format(new Date(said.issued * 1000)));
  for (const name of ["badge", "unit", "no"]) fill(section, name, said[name]);
  section.querySelector("[data-receipt]").value = location.href;
}

async function run() {
  const token = location.hash.slice(1);
  if (!token || !box) return;
  // The language switch posts to the server and comes back without the token: keep it here.
  sessionStorage.setItem(location.pathname, token);
  try {
    const note = await (await fetch(box.dataset.keys, { credentials: "omit" })).text();
    genuine(await check(token, note));
  } catch (error) {
    const code = error instanceof BadReceipt ? error.code : "form";
    const section = show("wrong");
    const words = section.querySelector(`template[data-reason="${code}"]`) ?? section.querySelector("template");
    fill(section, "reason", words.content.textContent);
  }
}

if (box && !location.hash && sessionStorage.getItem(location.pathname) && performance.getEntriesByType("navigation")[0]?.type === "navigate" && document.referrer.startsWith(location.origin)) {
  location.hash = sessionStorage.getItem(location.pathname);
}
addEventListener("hashchange", run);
run();
