// What makes pages more comfortable. Every page works without it; it changes nothing that the server does not check again.

// A field may be called "method" or "action", so the attributes are asked, not the properties.
const posts = (form) => form.getAttribute("method")?.toLowerCase() === "post";

// One sends a form once: a second click while the first is under way is not a second wish.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!posts(form) || event.defaultPrevented) return;
  if (form.dataset.sent) event.preventDefault();
  else form.dataset.sent = "yes";
});
// A page that comes back from the browser's memory may be sent again.
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});

// What was wrong is read first.
document.querySelector("[data-focus]")?.focus();

// An open panel closes with Escape and when one turns elsewhere.
for (const me of document.querySelectorAll("details.me")) {
  addEventListener("keydown", (event) => {
    if (event.key === "Escape" && me.open) {
      me.open = false;
      me.querySelector("summary").focus();
    }
  });
  addEventListener("click", (event) => {
    if (!me.contains(event.target)) me.open = false;
  });
}

// Paper shows what is folded on the screen.
let opened = [];
addEventListener("beforeprint", () => {
  opened = [...document.querySelectorAll("main details:not([open])")];
  for (const details of opened) details.open = true;
});
addEventListener("afterprint", () => {
  for (const details of opened) details.open = false;
});
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}

// Chosen rows: how many, and all at once.
const boxes = (id) => [...document.querySelectorAll(`input[name="chosen"][form="${CSS.escape(id)}"]`)];
for (const output of document.querySelectorAll("[data-chosen]")) {
  const id = output.dataset.chosen;
  const all = document.querySelector(`[data-choose-all="${CSS.escape(id)}"]`);
  const count = () => {
    const every = boxes(id);
    const chosen = every.filter((box) => box.checked).length;
    output.textContent = String(chosen);
    for (const button of document.querySelectorAll(`#${CSS.escape(id)} button`)) button.disabled = chosen === 0;
    if (all) {
      all.checked = chosen > 0 && chosen === every.length;
      all.indeterminate = chosen > 0 && chosen < every.length;
    }
  };
  for (const box of boxes(id)) box.addEventListener("change", count);
  if (all) {
    all.closest("label").hidden = false;
    all.addEventListener("change", () => {
      for (const box of boxes(id)) box.checked = all.checked;
      count();
    });
  }
  addEventListener("pageshow", count);
}

// The query code in groups of four, without moving the caret of one who corrects in the middle.
for (const input of document.querySelectorAll("[data-code]")) {
  input.addEventListener("input", (event) => {
    if (event.isComposing) return;
    const signs = (text) => text.normalize("NFKC").toUpperCase().replace(/[^0-9A-Z]/g, "");
    const before = signs(input.value.slice(0, input.selectionStart)).length;
    input.value = signs(input.value).slice(0, 20).replace(/(.{4})(?=.)/g, "$1 ");
    const caret = before + Math.floor(Math.max(before - 1, 0) / 4);
    input.setSelectionRange(caret, caret);
  });
}

// Suggestions from the server while one types, as a combobox with a list: arrows move, Enter takes, Escape closes. Without an
// answer what came with the page is looked through.
for (const input of document.querySelectorAll("input[data-suggest]")) {
  const own = [...input.list.options].map(({ value, textContent }) => ({ value, title: textContent }));
  const output = input.parentElement.querySelector("output");
  const list = Object.assign(document.createElement("ul"), { id: `${input.id}-options`, className: "suggestions", hidden: true });
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", input.labels[0]?.firstChild.textContent.trim() ?? input.name);
  input.removeAttribute("list");
  input.after(list);
  const say = (name, value) => input.setAttribute(`aria-${name}`, value);
  input.setAttribute("role", "combobox");
  say("autocomplete", "list");
  say("controls", list.id);
  say("expanded", "false");
  let timer;
  let asked = 0;
  let shown = [];
  let active = -1;

  const close = () => {
    list.hidden = true;
    active = -1;
    say("expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const says = () => {
    const same = [...shown, ...own].find((option) => option.value === input.value.trim());
    if (output) output.textContent = same?.title ?? "";
  };
  const move = (to) => {
    active = (to + shown.length) % shown.length;
    [...list.children].forEach((option, n) => option.setAttribute("aria-selected", String(n === active)));
    const option = list.children[active];
    say("activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  };
  const take = (n) => {
    input.value = shown[n].value;
    says();
    close();
    input.dispatchEvent(new Event("change", { bubbles: true }));
    input.form?.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const show = (options) => {
    shown = options;
    says();
    const typed = input.value.trim();
    // Who went on, or typed it whole, needs no list.
    if (document.activeElement !== input || !options.length || options.some(({ value }) => value === typed)) return close();
    list.replaceChildren(
      ...options.map(({ value, title }, n) => {
        const option = Object.assign(document.createElement("li"), { id: `${list.id}-${n}` });
        option.setAttribute("role", "option");
        option.setAttribute("aria-selected", "false");
        option.append(value);
        if (title) option.append(" ", Object.assign(document.createElement("small"), { textContent: title }));
        option.addEventListener("pointerdown", (event) => event.preventDefault());
        option.addEventListener("click", () => take(n));
        return option;
      }),
    );
    active = -1;
    list.hidden = false;
    say("expanded", "true");
  };
  const ask = async () => {
    const turn = ++asked;
    const words = input.value.trim();
    const near = () => own.filter(({ value, title }) => `${value} ${title}`.includes(words)).slice(0, 20);
    try {
      const address = new URL(input.dataset.suggest, location.href);
      address.searchParams.set("q", words);
      const answer = await fetch(address, { headers: { accept: "application/json" } });
      const options = answer.ok && !answer.redirected ? await answer.json() : near();
      if (turn === asked) show(options);
    } catch {
      if (turn === asked) show(near());
    }
  };
  input.addEventListener("input", (event) => {
    clearTimeout(timer);
    says();
    if (event.isComposing) return;
    if (!input.value.trim()) return close();
    timer = setTimeout(ask, 200);
  });
  input.addEventListener("compositionend", () => (timer = setTimeout(ask, 200)));
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (list.hidden) ask();
      else move(event.key === "ArrowDown" ? active + 1 : active < 0 ? -1 : active - 1);
    } else if (event.key === "Enter" && !list.hidden && active >= 0) {
      event.preventDefault();
      take(active);
    } else if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      close();
    }
  });
}

// When the device caught what is typed, by its own clock; the server keeps its own time beside it.
// A simulated city has a time of its own: there the page says what it was.
for (const field of document.querySelectorAll("[data-caught]")) {
  const apart = field.dataset.caught ? Date.parse(field.dataset.caught) - Date.now() : 0;
  field.form.addEventListener("input", () => (field.value ||= new Date(Date.now() + apart).toISOString()));
}

// A grid: Enter goes to the next row as Tab does to the next cell, and what is copied from a spreadsheet spreads over cells.
for (const grid of document.querySelectorAll("[data-grid]")) {
  const rows = () => [...grid.rows].filter((row) => row.querySelector("input"));
  const cells = (row) => [...row.querySelectorAll("input, select")];
  const put = (cell, text) => {
    if (cell.tagName !== "SELECT") cell.value = text;
    else {
      const same = ["〃", "″", "”", "同上"].includes(text) ? '"' : text;
      cell.value = [...cell.options].find((option) => [option.value, option.textContent].includes(same))?.value ?? cell.value;
    }
  };
  const at = (cell) => {
    const row = cell.closest("tr");
    return [rows().indexOf(row), cells(row).indexOf(cell)];
  };
  grid.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    const [row, column] = at(event.target);
    const next = rows()[row + (event.shiftKey ? -1 : 1)];
    if (next) cells(next)[column].focus();
  });
  grid.addEventListener("paste", (event) => {
    const text = event.clipboardData.getData("text/plain").replace(/\r/g, "").replace(/\n$/, "");
    if (!/[\t\n]/.test(text)) return;
    const lines = text.split("\n");
    const [row, column] = at(event.target);
    // More rows than there are: they go the way that needs no script.
    if (row + lines.length > rows().length) {
      const field = grid.closest("form").elements.pasted;
      event.preventDefault();
      field.closest("details").open = true;
      field.value = text;
      field.focus();
      return;
    }
    event.preventDefault();
    lines.forEach((line, down) =>
      line.split("\t").forEach((value, right) => {
        const cell = cells(rows()[row + down])[column + right];
        if (cell) put(cell, value.trim());
      }),
    );
  });
}

// Files: drop them, see what was taken, see how far the sending is.
const size = (bytes) => (bytes < 1048576 ? `${Math.ceil(bytes / 1024)} KB` : `${(bytes / 1048576).toFixed(1)} MB`);
for (const drop of document.querySelectorAll("[data-drop]")) {
  const input = drop.querySelector("input[type=file]");
  const list = drop.querySelector(".drop-list");
  drop.querySelector(".drop-words").hidden = false;
  const show = () => list.replaceChildren(...[...input.files].map((file) => Object.assign(document.createElement("li"), { textContent: `${file.name} (${size(file.size)})` })));
  input.addEventListener("change", show);
  for (const name of ["dragenter", "dragover"]) {
    drop.addEventListener(name, (event) => {
      event.preventDefault();
      drop.classList.add("over");
    });
  }
  for (const name of ["dragleave", "drop"]) drop.addEventListener(name, () => drop.classList.remove("over"));
  drop.addEventListener("drop", (event) => {
    event.preventDefault();
    if (!input.multiple && event.dataTransfer.files.length > 1) return;
    input.files = event.dataTransfer.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
  input.form?.addEventListener("submit", (event) => {
    if (!input.files.length || !posts(input.form) || event.defaultPrevented) return;
    event.preventDefault();
    if (input.form.dataset.sent) return;
    input.form.dataset.sent = "yes";
    send(input.form, event.submitter, drop.querySelector(".drop-progress"));
  });
}

// The answer is a page as it would be without the script: it takes the place of this one.
function send(form, submitter, shown) {
  const request = new XMLHttpRequest();
  const address = new URL(form.getAttribute("action") || location.href, location.href).href;
  const [bar, words] = [shown.querySelector("progress"), shown.querySelector("output")];
  shown.hidden = false;
  request.open("POST", address);
  request.upload.addEventListener("progress", (event) => {
    if (!event.lengthComputable) return;
    bar.value = (100 * event.loaded) / event.total;
    words.textContent = `${Math.floor(bar.value)} %`;
  });
  request.addEventListener("load", () => {
    history.replaceState(null, "", request.responseURL || address);
    document.open();
    document.write(request.responseText);
    document.close();
  });
  const again = () => {
    shown.hidden = true;
    delete form.dataset.sent;
    HTMLFormElement.prototype.submit.call(form);
  };
  request.addEventListener("error", again);
  request.send(new FormData(form, submitter));
}

// Inspections that a device keeps until they are sent (phone.js): how many of one's own there are, which one is recorded by now,
// and none left behind by whoever signs out.
const unsent = (me) => {
  try {
    return JSON.parse(localStorage.getItem(`xiezhi.unsent.${me}`)) ?? {};
  } catch {
    return {};
  }
};
const leave = document.querySelector("form[data-me]");
if (leave) {
  const { me } = leave.dataset;
  const kept = unsent(me);
  const recorded = document.querySelector("[data-recorded]")?.dataset.recorded;
  const sent = Object.keys(kept).filter((id) => recorded && kept[id].fields.own_number === recorded);
  for (const id of sent) delete kept[id];
  if (sent.length) localStorage.setItem(`xiezhi.unsent.${me}`, JSON.stringify(kept));
  const note = document.querySelector("[data-unsent-note]");
  if (note && Object.keys(kept).length) {
    note.querySelector(".count").textContent = String(Object.keys(kept).length);
    note.hidden = false;
  }
  leave.addEventListener("submit", (event) => {
    if (Object.keys(unsent(me)).length && !confirm(leave.dataset.unsent)) event.preventDefault();
    else localStorage.removeItem(`xiezhi.unsent.${me}`);
  });
} else if (location.pathname === "/sign-in") {
  // Nobody's page opens for whoever comes next.
  globalThis.caches?.delete("xiezhi-phone").catch(() => {});
}
