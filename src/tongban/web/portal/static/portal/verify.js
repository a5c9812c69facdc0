// Dropping a file, and reading a QR code where the browser can. The page works without any of it.
"use strict";

const drop = document.querySelector("form[data-drop]");
const codes = document.querySelector("form[data-code]");

if (drop) {
  const input = drop.querySelector("input[type=file]");
  const over = (event) => {
    if (!event.dataTransfer || !event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    drop.classList.toggle("dropping", event.type !== "dragleave");
  };
  drop.addEventListener("dragenter", over);
  drop.addEventListener("dragover", over);
  drop.addEventListener("dragleave", over);
  drop.addEventListener("drop", (event) => {
    over(event);
    drop.classList.remove("dropping");
    if (event.dataTransfer.files.length !== 1) return;
    input.files = event.dataTransfer.files;
    drop.requestSubmit();
  });
}

if (codes && "BarcodeDetector" in window) {
  const told = codes.querySelector("[data-told]");
  const detector = new BarcodeDetector({ formats: ["qr_code"] });
  const found = async (source) => {
    const [code] = await detector.detect(source);
    if (!code) return false;
    codes.elements.code.value = code.rawValue;
    codes.requestSubmit();
    return true;
  };

  const picture = codes.querySelector("[data-picture]");
  picture.hidden = false;
  picture.querySelector("input").addEventListener("change", async (event) => {
    const [file] = event.target.files;
    if (!file) return;
    try {
      if (await found(await createImageBitmap(file))) return;
    } catch {
      // Not a picture at all: the same words help.
    }
    told.textContent = told.dataset.none;
  });

  const scan = codes.querySelector("[data-scan]");
  const view = codes.querySelector("[data-view]");
  scan.hidden = !(navigator.mediaDevices && navigator.mediaDevices.getUserMedia);
  scan.addEventListener("click", async () => {
    try {
      view.srcObject = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
    } catch {
      told.textContent = told.dataset.denied;
      return;
    }
    view.hidden = false;
    await view.play();
    const look = async () => {
      if (await found(view)) {
        for (const track of view.srcObject.getTracks()) track.stop();
        view.hidden = true;
        return;
      }
      setTimeout(look, 250);
    };
    look();
  });
}
