// The intake page: drawing a signature, one press once. The form works without it.
import "./photos.js";
import "./stepper.js";
import SignaturePad from "../vendor/signature_pad-5.1.4/signature_pad.min.js";

function drawing(box) {
  const canvas = box.querySelector("canvas");
  const kept = box.closest("form").elements.sign_drawing;
  const pad = new SignaturePad(canvas, { penColor: "#000", backgroundColor: "#fff" });
  box.hidden = false;
  pad.addEventListener("endStroke", () => {
    kept.value = pad.isEmpty() ? "" : pad.toDataURL("image/png");
  });
  box.querySelector("[data-clear]").addEventListener("click", () => {
    pad.clear();
    kept.value = "";
  });
}

document.querySelectorAll("[data-signature]").forEach(drawing);
for (const form of document.querySelectorAll("main form")) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "1";
  });
}
// Coming back to the page with the browser's own button makes it ready again.
addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent));
