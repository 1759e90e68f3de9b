// Checks receipts of a transparency log (C2SP tlog-proof, signed notes, RFC 6962) and computes draws (draw-v1) again, with nothing
// but the browser's own WebCrypto. No part of this asks any server: saved with its page it works from a disk.
"use strict";
(() => {
  const utf8 = new TextEncoder();
  const crypto = globalThis.crypto.subtle;
  const HEAD = "c2sp.org/tlog-proof@v1\n";

  class Refusal extends Error {
    constructor(code, what = "") {
      super(`${code} ${what}`.trim());
      this.code = code;
      this.what = what;
    }
  }

  const join = (...parts) => {
    const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
    parts.reduce((at, part) => (out.set(part, at), at + part.length), 0);
    return out;
  };
  const sha256 = async (...parts) => new Uint8Array(await crypto.digest("SHA-256", join(...parts)));
  const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  const same = (a, b) => hex(a) === hex(b);
  const byte = (number) => Uint8Array.of(number);

  function unhex(text) {
    if (!/^([0-9a-f]{2})*$/.test(text)) throw new Refusal("form", text);
    return Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16));
  }

  // Base64 with padding, in its one spelling.
  function unbase64(text) {
    let raw;
    try {
      raw = atob(text);
    } catch {
      throw new Refusal("form", text);
    }
    if (btoa(raw) !== text) throw new Refusal("form", text);
    return Uint8Array.from(raw, (c) => c.charCodeAt(0));
  }

  const leafHash = (entry) => sha256(byte(0), entry);
  const nodeHash = (left, right) => sha256(byte(1), left, right);

  // RFC 9162 2.1.3.2: the root that a proof leads to.
  async function rootOf(leaf, index, size, proof) {
    if (index >= size) throw new Refusal("place");
    let [at, last, hash] = [index, size - 1n, leaf];
    for (const beside of proof) {
      if (last === 0n) throw new Refusal("length");
      if ((at & 1n) === 1n || at === last) {
        hash = await nodeHash(beside, hash);
        while ((at & 1n) === 0n && at !== 0n) [at, last] = [at >> 1n, last >> 1n];
      } else {
        hash = await nodeHash(hash, beside);
      }
      [at, last] = [at >> 1n, last >> 1n];
    }
    if (last !== 0n) throw new Refusal("length");
    return hash;
  }

  async function parseKey(text) {
    const match = /^([^+\s]+)\+([0-9a-f]{8})\+(\S+)$/.exec(text.trim());
    if (!match) throw new Refusal("key", text);
    const [, name, id, encoded] = match;
    const bytes = unbase64(encoded);
    const known = bytes.length === 33 && (bytes[0] === 1 || bytes[0] === 4);
    if (!known || hex((await sha256(utf8.encode(`${name}\n`), bytes)).slice(0, 4)) !== id) throw new Refusal("key", text);
    const key = await crypto.importKey("raw", bytes.slice(1), { name: "Ed25519" }, false, ["verify"]);
    return { name, id, kind: bytes[0], key };
  }

  function parseNote(note) {
    const cut = note.lastIndexOf("\n\n");
    if (cut < 0 || !note.endsWith("\n")) throw new Refusal("note");
    const lines = note.slice(cut + 2, -1).split("\n");
    const signatures = lines.map((line) => {
      const match = /^\u2014 (\S+) (\S+)$/.exec(line);
      if (!match) throw new Refusal("note");
      const blob = unbase64(match[2]);
      return { name: match[1], id: hex(blob.slice(0, 4)), bytes: blob.slice(4) };
    });
    return { text: note.slice(0, cut + 1), signatures };
  }

  // When each of some witnesses says that it has seen the note; whoever bears a known key's name and number must have signed.
  async function signedBy(note, keys) {
    const signers = [];
    for (const signature of note.signatures) {
      const key = keys.find((one) => one.name === signature.name && one.id === signature.id);
      if (!key) continue;
      let [message, bytes, at] = [note.text, signature.bytes, null];
      if (key.kind === 4) {
        at = new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0);
        message = `cosignature/v1\ntime ${at}\n${note.text}`;
        bytes = bytes.slice(8);
      }
      const good = await crypto.verify({ name: "Ed25519" }, key.key, bytes, utf8.encode(message));
      if (!good) throw new Refusal("forged", key.name);
      signers.push({ name: key.name, kind: key.kind, at });
    }
    return signers;
  }

  function parseCheckpoint(text) {
    const [origin, size, root, ...rest] = text.split("\n");
    if (!origin || !/^(0|[1-9][0-9]*)$/.test(size ?? "") || rest.length === 0) throw new Refusal("checkpoint");
    return { origin, size: BigInt(size), root: unbase64(root) };
  }

  const SECTIONS = { public: 1, party: 2, internal: 3 };

  // One receipt: its fact, what of it is opened, and who signed what it leads to.
  async function receipt(text, log, witnesses) {
    const cut = text.indexOf("\n\n");
    if (cut < 0) throw new Refusal("form");
    const [head, carried, place, ...proof] = text.slice(0, cut).split("\n");
    const index = /^index (0|[1-9][0-9]*)$/.exec(place ?? "");
    if (`${head}\n` !== HEAD || !carried.startsWith("extra ") || !index) throw new Refusal("form");
    const extra = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(unbase64(carried.slice(6))));
    const note = parseNote(text.slice(cut + 2));
    const signers = await signedBy(note, [log, ...witnesses]);
    if (!signers.some((one) => one.kind === 1)) throw new Refusal("unsigned");
    const checkpoint = parseCheckpoint(note.text);
    if (checkpoint.origin !== log.name) throw new Refusal("origin", checkpoint.origin);
    const leaf = await leafHash(utf8.encode(extra.entry));
    const root = await rootOf(leaf, BigInt(index[1]), checkpoint.size, proof.map(unbase64));
    if (!same(root, checkpoint.root)) throw new Refusal("root");
    const entry = JSON.parse(extra.entry);
    const opened = [];
    for (const one of extra.opened ?? []) {
      const commit = await sha256(unhex(one.salt), byte(SECTIONS[one.section] ?? 0), utf8.encode(one.bytes));
      if (entry.commits[one.section] !== hex(commit)) throw new Refusal("section", one.section);
      opened.push({ section: one.section, bytes: one.bytes });
    }
    return {
      origin: checkpoint.origin,
      size: checkpoint.size,
      root: hex(checkpoint.root),
      index: BigInt(index[1]),
      entry,
      opened,
      witnesses: signers.filter((one) => one.kind === 4),
    };
  }

  // Every receipt of a file, against the log's key and the witnesses that one trusts. Throws a Refusal with its code.
  async function receipts(text, key, witnesses = []) {
    const log = await parseKey(key);
    if (log.kind !== 1) throw new Refusal("key", key);
    const trusted = [];
    for (const witness of witnesses) trusted.push(await parseKey(witness));
    const all = [];
    for (const one of text.replaceAll("\r\n", "\n").split(HEAD).slice(1)) {
      try {
        all.push(await receipt(HEAD + one, log, trusted));
      } catch (error) {
        throw error instanceof Refusal ? error : new Refusal("form", String(error));
      }
    }
    if (all.length === 0) throw new Refusal("empty");
    return all;
  }

  // ---- draws (draw-v1) ----

  const seed = (plan, candidates, listRoot, checkpointHash, key) =>
    sha256(utf8.encode(`draw-v1\n${plan}\n${candidates}\n${listRoot}\n${checkpointHash}\n${key}\n`));

  async function mac(key, message) {
    const imported = await crypto.importKey("raw", key, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
    return new Uint8Array(await crypto.sign("HMAC", imported, message));
  }

  // The numbers that a seed gives under a label.
  async function chance(ofSeed, label) {
    const key = await mac(ofSeed, utf8.encode(label));
    let counter = 0n;
    const next = async () => {
      const message = new Uint8Array(8);
      new DataView(message.buffer).setBigUint64(0, counter++);
      return new DataView((await mac(key, message)).buffer).getBigUint64(0);
    };
    const below = async (n) => {
      const first = await next();
      if (n < 2n) return 0n;
      const limit = (1n << 64n) - ((1n << 64n) % n);
      let number = first;
      while (number >= limit) number = await next();
      return number % n;
    };
    return { next, below };
  }

  async function sample(ofSeed, label, candidates, wanted) {
    const numbers = await chance(ofSeed, label);
    const moved = new Map();
    const drawn = [];
    const end = wanted < candidates ? wanted : candidates;
    for (let i = 0; i < end; i++) {
      const j = i + Number(await numbers.below(BigInt(candidates - i)));
      drawn.push(moved.get(j) ?? j);
      moved.set(j, moved.get(i) ?? i);
    }
    return drawn;
  }

  globalThis.xiezhi = { receipts, seed, chance, sample, leafHash, nodeHash, rootOf, parseKey, parseNote, signedBy, hex, unhex, Refusal };
})();
