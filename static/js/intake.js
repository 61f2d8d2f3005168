// The intake page: drawing a signature, smaller photos, one press once. The form works without it.
import "./stepper.js";
import SignaturePad from "../vendor/signature_pad-5.1.4/signature_pad.min.js";

const LONGEST_EDGE = 2000;

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

/** Return the photo with its longest edge within the limit, or the file as it is when that fails. */
async function smaller(file) {
  if (!file.type.startsWith("image/") || file.size < 400_000) return file;
  try {
    const image = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, LONGEST_EDGE / Math.max(image.width, image.height));
    const canvas = new OffscreenCanvas(Math.round(image.width * scale), Math.round(image.height * scale));
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    const blob = await canvas.convertToBlob({ type: "image/jpeg", quality: 0.85 });
    return new File([blob], file.name.replace(/\.\w+$/, "") + ".jpg", { type: "image/jpeg" });
  } catch {
    return file;
  }
}

async function shrink(input) {
  const [file] = input.files;
  if (!file) return;
  const list = new DataTransfer();
  list.items.add(await smaller(file));
  input.files = list.files;
}

document.querySelectorAll("[data-signature]").forEach(drawing);
for (const input of document.querySelectorAll('input[type="file"][accept^="image"]')) {
  input.addEventListener("change", () => shrink(input));
}
for (const form of document.querySelectorAll("main form")) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "1";
  });
}
// Coming back to the page with the browser's own button makes it ready again.
addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent));
