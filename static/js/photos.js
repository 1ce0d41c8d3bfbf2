// Photographs come in by dropping, pasting or the camera of a phone too; all of them end in the one file field.

const field = document.querySelector(".photo-new input[type=file]");
if (field) {
  const kinds = field.accept.split(",");
  const box = field.closest(".field");
  const told = document.createElement("p");
  told.className = "hint";
  const chosen = new DataTransfer();
  // On a slow line somebody chooses before this script is there.
  Array.from(field.files).forEach((file) => chosen.items.add(file));

  const show = () => {
    const names = Array.from(chosen.files, (file) => file.name);
    told.textContent = names.length ? `${names.length} foto dipilih: ${names.join(", ")}` : "Foto juga dapat diseret ke sini atau ditempel.";
    clear.hidden = !names.length;
  };

  const add = (files) => {
    const pictures = Array.from(files).filter((file) => kinds.includes(file.type));
    pictures.forEach((file) => chosen.items.add(file));
    told.setAttribute("role", "status");
    field.files = chosen.files;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    show();
    return pictures.length;
  };

  const camera = document.createElement("input");
  camera.type = "file";
  camera.accept = "image/*";
  camera.setAttribute("capture", "environment");
  camera.hidden = true;
  camera.addEventListener("change", () => add(camera.files));

  const button = (text, act) => {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "btn btn-quiet btn-sm";
    made.textContent = text;
    made.addEventListener("click", act);
    return made;
  };
  const clear = button("Kosongkan pilihan", () => {
    chosen.items.clear();
    add([]);
    field.focus();
  });
  const tools = document.createElement("div");
  tools.className = "photo-ways";
  // Only where a finger is the pointer is there a camera to hold up.
  if (matchMedia("(pointer: coarse)").matches) {
    tools.append(button("Ambil foto", () => camera.click()));
  }
  tools.append(clear);
  box.append(told, tools);
  show();

  field.addEventListener("change", () => {
    const files = Array.from(field.files);
    const there = new Set(chosen.files);
    const fresh = files.filter((file) => !there.has(file));
    fresh.forEach((file) => chosen.items.add(file));
    field.files = chosen.files;
    show();
  });

  const panel = field.closest(".photo-new");
  const holdsFiles = (event) => event.dataTransfer && Array.from(event.dataTransfer.types).includes("Files");
  for (const kind of ["dragenter", "dragover"]) {
    panel.addEventListener(kind, (event) => {
      if (holdsFiles(event)) {
        event.preventDefault();
        panel.classList.add("is-over");
      }
    });
  }
  panel.addEventListener("dragleave", (event) => {
    if (!panel.contains(event.relatedTarget)) {
      panel.classList.remove("is-over");
    }
  });
  panel.addEventListener("drop", (event) => {
    if (holdsFiles(event)) {
      event.preventDefault();
      panel.classList.remove("is-over");
      add(event.dataTransfer.files);
    }
  });
  document.addEventListener("paste", (event) => {
    if (event.clipboardData.files.length && add(event.clipboardData.files)) {
      event.preventDefault();
    }
  });
}
