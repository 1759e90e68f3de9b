// Opens the form for an inspection where there is no network: the page as it was seen last on this device, and what it is
// made of. Everything else goes its usual way. What is kept is deleted when one signs out.
const KEPT = "xiezhi-phone";
const PAGE = "/inspections/new";

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== location.origin) return;
  if (event.request.mode === "navigate" && url.pathname === PAGE) event.respondWith(page(event.request, url));
  else if (url.pathname.startsWith("/assets/")) event.respondWith(asset(event.request));
});

async function page(request, url) {
  const kept = await caches.open(KEPT);
  try {
    const answer = await fetch(request);
    if (answer.ok && !answer.redirected && url.search === "") await kept.put(PAGE, answer.clone());
    return answer;
  } catch (error) {
    const old = await kept.match(PAGE);
    if (!old) throw error;
    // Its moment and its number are of another time: the page is told.
    const text = (await old.text()).replace("data-phone=", "data-cached data-phone=");
    const headers = new Headers(old.headers);
    headers.delete("content-length");
    return new Response(text, { headers });
  }
}

// An address with the digest of what it holds never means anything else.
async function asset(request) {
  const kept = await caches.open(KEPT);
  const old = await kept.match(request);
  if (old) return old;
  const answer = await fetch(request);
  if (answer.ok) await kept.put(request, answer.clone());
  return answer;
}
