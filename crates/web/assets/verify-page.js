// The page that checks receipts: reads the file, asks verify.js, and says what it found in the page's own words.
"use strict";
(() => {
  const form = document.getElementById("verify");
  const output = document.getElementById("verified");
  if (!form || !output || !globalThis.crypto?.subtle) return;

  const field = (name) => form.querySelector(`[name="${name}"]`);
  const word = (name, values = {}) => {
    const text = document.querySelector(`template[data-word="${name}"]`)?.content.textContent ?? name;
    return text.replace(/\{(\w+)\}/g, (whole, key) => values[key] ?? whole);
  };
  // Moments on the city's clock, eight hours before Greenwich.
  const moment = (milliseconds) => new Date(milliseconds + 8 * 3_600_000).toISOString().slice(0, 19).replace("T", " ");

  function told(one) {
    const { kind, stream, sequence, recorded_at } = one.entry;
    const recorded = moment(Date.parse(recorded_at));
    const lines = [word("receipt-good", { origin: one.origin, size: one.size, index: one.index, kind, stream, sequence, recorded })];
    for (const { section, bytes } of one.opened) lines.push(word("receipt-opened", { section: word(section), bytes }));
    for (const { name, at } of one.witnesses) lines.push(word("receipt-witness", { witness: name, at: moment(Number(at) * 1000) }));
    return lines;
  }

  function refused(error) {
    const why = error.code ? `${word(error.code)} ${error.what}`.trim() : String(error);
    const kinds = { section: "receipt-section", empty: "receipt-none", form: "receipt-none" };
    return [word(kinds[error.code] ?? "receipt-broken", { why })];
  }

  function show(good, lines) {
    const box = document.createElement("div");
    box.className = good ? "notice good" : "notice danger";
    const inner = box.appendChild(document.createElement("div"));
    for (const line of lines) {
      const paragraph = inner.appendChild(document.createElement("p"));
      paragraph.className = "pre";
      paragraph.textContent = line;
    }
    output.replaceChildren(box);
    output.focus();
  }

  field("file")?.addEventListener("change", async (event) => {
    const [file] = event.target.files;
    if (file) field("receipt").value = await file.text();
  });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const witnesses = field("witnesses").value.split(/\s+/).filter(Boolean);
    try {
      const all = await globalThis.xiezhi.receipts(field("receipt").value, field("key").value, witnesses);
      show(true, [...all.flatMap(told), word("receipt-limits"), word("web-verify-here")]);
    } catch (error) {
      show(false, refused(error));
    }
    delete form.dataset.sent;
  });
})();
