// Photos become smaller on the device before they are sent. Without this script the file goes as it is.
const LONGEST_EDGE = 2000;
const SMALL_ENOUGH = 400_000;

/** Return the photo with its longest edge within the limit, or the file as it is when that fails. */
async function smaller(file) {
  if (!file.type.startsWith("image/") || file.size < SMALL_ENOUGH) return file;
  try {
    const image = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, LONGEST_EDGE / Math.max(image.width, image.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(image.width * scale);
    canvas.height = Math.round(image.height * scale);
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.85));
    if (!blob || blob.size >= file.size) return file;
    return new File([blob], file.name.replace(/\.\w+$/, "") + ".jpg", { type: "image/jpeg" });
  } catch {
    return file;
  }
}

async function shrink(input) {
  const chosen = [...input.files];
  const list = new DataTransfer();
  for (const file of await Promise.all(chosen.map(smaller))) list.items.add(file);
  input.files = list.files;
}

// A form that is sent while photos are still being made smaller waits for them. Once they are ready it goes
// as it is: a form cannot send itself again from within its own press.
const working = new WeakMap();
for (const input of document.querySelectorAll('input[type="file"][accept^="image"]')) {
  input.addEventListener("change", () => {
    const work = shrink(input).finally(() => {
      if (working.get(input) === work) working.delete(input);
    });
    working.set(input, work);
  });
  input.form.addEventListener("submit", async (event) => {
    const work = working.get(input);
    if (!work) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    await work;
    setTimeout(() => input.form.requestSubmit(event.submitter));
  });
}
