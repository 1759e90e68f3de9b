// Recording an inspection while the network comes and goes. What is typed is kept on the device until it is recorded; what
// could not be sent is sent when the network is back, as the same wish, so that it is recorded once. Without this module the
// form works as any other.
const PAGE = "/inspections/new";
const KEPT = "xiezhi-phone";
const form = document.querySelector("form[data-phone]");
const box = document.querySelector("section[data-unsent]");
const list = box.querySelector("ul");
const row = box.querySelector("template").content.firstElementChild;
const offline = document.querySelector("[data-offline]");
const key = `xiezhi.unsent.${form.dataset.phone}`;
const field = (name) => form.elements.namedItem(name);
const open = () => field("draft").value;
const sent = new Map();
let signIn = false;

const read = () => {
  try {
    return JSON.parse(localStorage.getItem(key)) ?? {};
  } catch {
    return {};
  }
};
function change(id, what) {
  const all = read();
  if (what) all[id] = { ...all[id], ...what };
  else delete all[id];
  try {
    localStorage.setItem(key, JSON.stringify(all));
  } catch {
    // The device keeps nothing: the form still sends.
  }
  show();
}

const typed = () => Object.fromEntries([...new FormData(form)].filter(([name]) => name !== "then"));
const keep = (state) => change(open(), { fields: typed(), at: new Date().toISOString(), state });

function put(fields) {
  for (const input of form.elements) {
    if (!input.name || input.type === "submit") continue;
    if (input.type === "radio") input.checked = input.value === fields[input.name];
    else input.value = fields[input.name] ?? "";
  }
}

// How far the device's clock is from the server's, as seen last: what is offered as the time of an inspection is right even
// where the clock is not. What the device says of its own time stays as it says it.
const apart = () => Number(localStorage.getItem("xiezhi.clock")) || 0;
if (!("cached" in form.dataset)) {
  try {
    localStorage.setItem("xiezhi.clock", String(Date.parse(form.dataset.now) - Date.now()));
  } catch {
    // Then it is the device's own.
  }
}

// Another one: with a number that no other has, made as the server makes it.
function fresh() {
  HTMLFormElement.prototype.reset.call(form);
  const id = "10000000-1000-4000-8000-100000000000".replace(/[018]/g, (c) =>
    (c ^ (crypto.getRandomValues(new Uint8Array(1))[0] & (15 >> (c / 4)))).toString(16),
  );
  const now = new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Shanghai", dateStyle: "short", timeStyle: "short" })
    .format(new Date(Date.now() + apart()))
    .replace(" ", "T");
  field("draft").value = id;
  field("captured_at").value = "";
  field("finished_at").value = now;
  field("own_number").value = `JC${now.slice(0, 10).replaceAll("-", "")}-${id.slice(-6).toUpperCase()}`;
}

// Whether the server is there, and still knows who one is.
async function reached() {
  if (!navigator.onLine) return "no";
  try {
    const answer = await fetch(PAGE, { method: "HEAD", cache: "no-store", signal: AbortSignal.timeout(8000) });
    if (new URL(answer.url).pathname === "/sign-in") return "sign-in";
    return answer.ok ? "yes" : "no";
  } catch {
    return "no";
  }
}

let timer;
form.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(() => keep("typing"), 300);
});
addEventListener("pagehide", () => {
  if (read()[open()]?.state === "typing") keep("typing");
});

let busy = false;
form.addEventListener("submit", async (event) => {
  event.preventDefault();
  if (busy) return;
  busy = true;
  clearTimeout(timer);
  const then = event.submitter?.value ?? "check";
  keep("typing");
  const answer = await reached();
  busy = false;
  if (answer === "sign-in") {
    location.assign(`/sign-in?back=${encodeURIComponent(`${PAGE}?unsent=${open()}`)}`);
  } else if (answer === "no") {
    offline.hidden = false;
    if (then === "submit") wait();
    offline.focus();
  } else {
    if (then === "submit") change(open(), { state: "sending" });
    form.append(Object.assign(document.createElement("input"), { type: "hidden", name: "then", value: then }));
    HTMLFormElement.prototype.submit.call(form);
  }
});
addEventListener("pageshow", () => form.querySelectorAll("input[type=hidden][name=then]").forEach((input) => input.remove()));

// It waits for the network, and says by itself why it comes later (Art. 15).
function wait() {
  form.querySelector("[name=collection][value=deferred]").checked = true;
  field("deferral_reason").value ||= "no_network";
  keep("waiting");
  fresh();
  show();
}

async function send(id) {
  const draft = read()[id];
  if (!draft) return;
  let answer;
  try {
    const body = new URLSearchParams({ ...draft.fields, then: "submit" });
    answer = await fetch(PAGE, { method: "POST", body, signal: AbortSignal.timeout(20000) });
  } catch {
    return;
  }
  const path = new URL(answer.url).pathname;
  if (/^\/inspections\/[0-9a-f-]{36}$/.test(path)) {
    sent.set(id, { ...draft, href: path });
    change(id);
  } else if (path === "/sign-in" || answer.status === 401) {
    signIn = true;
    show();
  } else if (answer.status < 500) {
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const problems = [...page.querySelectorAll(".error-summary li")].map((item) => item.textContent.trim());
    change(id, { state: "refused", why: problems.join(" ") });
  }
}

let sending = false;
async function sendAll() {
  if (sending || !navigator.onLine) return;
  sending = true;
  signIn = false;
  for (const [id, draft] of Object.entries(read())) {
    if (["waiting", "sending"].includes(draft.state) && id !== open()) await send(id);
    if (signIn) break;
  }
  sending = false;
}
addEventListener("online", () => {
  offline.hidden = true;
  sendAll();
});
addEventListener("offline", () => (offline.hidden = false));
setInterval(sendAll, 20000);

function show() {
  const rows = [...Object.entries(read()).filter(([id]) => id !== open()), ...[...sent].map(([id, draft]) => [id, { ...draft, state: "sent" }])];
  box.hidden = rows.length === 0;
  list.replaceChildren(
    ...rows.map(([id, draft]) => {
      const item = row.cloneNode(true);
      const part = (name) => item.querySelector(`[data-${name}]`);
      const state = draft.state === "sending" ? "waiting" : draft.state;
      part("state").textContent = box.dataset[signIn && state === "waiting" ? "signIn" : state];
      part("state").classList.add(state === "sent" ? "status-good" : state === "refused" ? "status-bad" : "status-waiting");
      part("what").textContent = [draft.fields.target_name, draft.fields.own_number].filter(Boolean).join(" ");
      part("when").textContent = draft.fields.finished_at.replace("T", " ");
      part("why").textContent = draft.why ?? "";
      part("why").hidden = !(draft.state === "refused" && draft.why);
      part("open").href = draft.href ?? (signIn ? `/sign-in?back=${encodeURIComponent(PAGE)}` : `${PAGE}?unsent=${id}`);
      part("send").hidden = part("drop").hidden = state === "sent";
      part("send").addEventListener("click", () => send(id));
      part("drop").addEventListener("click", () => confirm(box.dataset.sure) && change(id));
      return item;
    }),
  );
}

const asked = new URLSearchParams(location.search).get("unsent");
if (asked && read()[asked]) {
  put(read()[asked].fields);
  keep("typing");
} else if ("cached" in form.dataset) {
  fresh();
} else if (read()[open()]) {
  // The form came back with what is wrong with it; or it lies on the desk now.
  if ("saved" in form.dataset) change(open());
  else change(open(), { state: "typing" });
}
offline.hidden = navigator.onLine && !("cached" in form.dataset);
show();
sendAll();

// The page opens without network from the next time on.
async function prepare() {
  if (!navigator.serviceWorker) return;
  await navigator.serviceWorker.register(new URL("phone-worker.js", import.meta.url), { scope: PAGE });
  if (navigator.serviceWorker.controller || !navigator.onLine) return;
  const kept = await caches.open(KEPT);
  const parts = [...document.querySelectorAll("head link[href], head script[src], img[src]")].map((part) => part.href ?? part.src);
  await kept.addAll([PAGE, ...new Set(parts)]);
}
prepare().catch(() => {});
