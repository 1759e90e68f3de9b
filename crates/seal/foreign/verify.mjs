// Verifies a receipt in the browser's own arithmetic, run here by Node's WebCrypto, and refuses every changed byte of it; computes
// the draw of the published vector. verify.mjs RECEIPT KEY
import { readFileSync } from "node:fs";
import { webcrypto } from "node:crypto";
import assert from "node:assert/strict";

globalThis.crypto ??= webcrypto;
await import("../../web/assets/verify.js");
const { receipts, seed, sample, hex } = globalThis.xiezhi;

const [path, key] = process.argv.slice(2);
const text = readFileSync(path, "utf8");
const good = await receipts(text, key);
const show = (all) => JSON.stringify(all, (_, value) => (typeof value === "bigint" ? String(value) : value));
let refused = 0;
for (let at = 0; at < text.length; at += 11) {
  const changed = text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) ^ 1) + text.slice(at + 1);
  const again = await receipts(changed, key).then(show, () => "refused");
  assert.notEqual(again, show(good), `byte ${at} was changed and nobody noticed`);
  refused += 1;
}
console.log(`WebCrypto: ${good.length} receipts of a log of ${good[0].size} entries are good; ${refused} changed ones were refused`);

const digest = async (of) => hex(new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(of))));
const of = await seed("TJ-2026-OPENDAY-01", 100000, await digest("list"), await digest("checkpoint"), "9319./2.5.8.10.12./9.18.26.34.41.45./");
assert.equal(hex(of), "4ee8e1b85dcf77a2509f4190e72b6784cc0dfea14e88c867985efb67e6a47237");
assert.deepEqual(await sample(of, "cases", 100000, 10), [86992, 40878, 43338, 28637, 73088, 17866, 19221, 52018, 6807, 63238]);
console.log("WebCrypto: the draw of the vector is the same");
