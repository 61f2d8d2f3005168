// A signed receipt, read strictly and checked in the browser. Nothing here touches the page.
//
// The format is the one of the stand-alone verifier, written a second time without shared code:
// upper-case base32, a COSE_Sign1 with tag 18 in deterministic CBOR, EdDSA in the protected map.

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const LONGEST = 4096;

/** A text that is no receipt of ours; `code` says why. */
export class BadReceipt extends Error {
  constructor(code) {
    super(code);
    this.code = code;
  }
}

/** Return the bytes of upper-case base32 without padding; left-over bits must be zero. */
export function base32(text) {
  if (!/^[A-Z2-7]+$/.test(text) || text.length > 2 * LONGEST) throw new BadReceipt("form");
  if ([1, 3, 6].includes(text.length % 8)) throw new BadReceipt("cut");
  const bytes = [];
  let bits = 0;
  let held = 0;
  for (const letter of text) {
    held = (held << 5) | ALPHABET.indexOf(letter);
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes.push(held >> bits);
      held &= (1 << bits) - 1;
    }
  }
  if (held !== 0) throw new BadReceipt("form");
  return Uint8Array.from(bytes);
}

/** Reads deterministic CBOR: shortest numbers, definite lengths, map keys in byte order. */
class Reader {
  constructor(bytes) {
    this.bytes = bytes;
    this.at = 0;
  }

  take(count) {
    if (this.at + count > this.bytes.length) throw new BadReceipt("cut");
    this.at += count;
    return this.bytes.subarray(this.at - count, this.at);
  }

  head() {
    const first = this.take(1)[0];
    const size = first & 31;
    if (size < 24) return [first >> 5, size];
    if (size > 27) throw new BadReceipt("form");
    const length = 1 << (size - 24);
    let value = 0;
    for (const byte of this.take(length)) value = value * 256 + byte;
    const smallest = [24, 256, 65536, 4294967296][size - 24];
    if (value < smallest || !Number.isSafeInteger(value)) throw new BadReceipt("form");
    return [first >> 5, value];
  }

  value() {
    const [major, number] = this.head();
    if (major === 0) return number;
    if (major === 1) return -1 - number;
    if (major === 2) return this.take(number).slice();
    if (major === 3) {
      try {
        return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(this.take(number));
      } catch {
        throw new BadReceipt("form");
      }
    }
    if (major === 4) return Array.from({ length: this.count(number) }, () => this.value());
    if (major === 5) return this.map(this.count(number));
    if (major === 6) return { tag: number, value: this.value() };
    throw new BadReceipt("form");
  }

  count(number) {
    if (number > 1000) throw new BadReceipt("form");
    return number;
  }

  map(count) {
    const map = new Map();
    let before = "";
    for (let n = 0; n < count; n += 1) {
      const start = this.at;
      const key = this.value();
      const written = Array.from(this.bytes.subarray(start, this.at), (b) => String.fromCharCode(b)).join("");
      if (n > 0 && written <= before) throw new BadReceipt("form");
      before = written;
      map.set(key, this.value());
    }
    return map;
  }
}

/** Return the one CBOR value in these bytes. */
export function cbor(bytes) {
  const reader = new Reader(bytes);
  const value = reader.value();
  if (reader.at !== bytes.length) throw new BadReceipt("form");
  return value;
}

const isBytes = (value, size) => value instanceof Uint8Array && (size === undefined || value.length === size);
const isWhole = (value) => Number.isSafeInteger(value) && value >= 0;

/** Return the parts of a signed receipt: key id, what was signed, signature, and what it says. */
export function readToken(text) {
  const bytes = base32(text.trim().split("#").pop());
  if (bytes.length > LONGEST) throw new BadReceipt("form");
  const signed = cbor(bytes);
  const parts = signed?.tag === 18 ? signed.value : null;
  if (!Array.isArray(parts) || parts.length !== 4) throw new BadReceipt("form");
  const [head, free, payload, signature] = parts;
  if (!(free instanceof Map) || free.size || !isBytes(head) || !isBytes(payload)) throw new BadReceipt("form");
  if (!isBytes(signature, 64)) throw new BadReceipt("form");
  const header = cbor(head);
  if (!(header instanceof Map) || header.size !== 2 || header.get(1) !== -8 || !isBytes(header.get(4), 4)) {
    throw new BadReceipt("form");
  }
  return { kid: header.get(4), message: toBeSigned(head, payload), signature, said: readPayload(payload) };
}

function readPayload(bytes) {
  const map = cbor(bytes);
  const required = [0, 1, 2, 3, 4, 6, 7, 8];
  if (!(map instanceof Map) || !required.every((key) => map.has(key))) throw new BadReceipt("form");
  for (const key of map.keys()) if (![...required, 5, 9, 10].includes(key)) throw new BadReceipt("form");
  const items = map.get(6);
  const place = map.get(8);
  const good =
    map.get(0) === 1 &&
    [1, 2, 4].every((key) => typeof map.get(key) === "string") &&
    /^[A-Z0-9-]{1,24}$/.test(map.get(2)) &&
    isWhole(map.get(3)) &&
    (!map.has(5) || typeof map.get(5) === "string") &&
    Array.isArray(items) &&
    items.every(isItem) &&
    isBytes(map.get(7), 32) &&
    Array.isArray(place) &&
    place.length === 3 &&
    isWhole(place[0]) &&
    isWhole(place[1]) &&
    place[0] < place[1] &&
    isBytes(place[2], 32) &&
    (!map.has(9) || isBytes(map.get(9), 16)) &&
    (!map.has(10) || isWhole(map.get(10)));
  if (!good) throw new BadReceipt("form");
  return {
    origin: map.get(1),
    no: map.get(2),
    issued: map.get(3),
    unit: map.get(4),
    badge: map.get(5) ?? "",
    items,
  };
}

function isItem(item) {
  return (
    Array.isArray(item) &&
    item.length === 3 &&
    typeof item[0] === "string" &&
    /^[0-9CDEFHJKNPRTVX]{10}$/.test(item[0]) &&
    isWhole(item[1]) &&
    typeof item[2] === "string"
  );
}

/** Return the bytes that were signed: CBOR(["Signature1", protected, h'', payload]). */
function toBeSigned(head, payload) {
  const context = new TextEncoder().encode("Signature1");
  return Uint8Array.from([0x84, ...header(3, context.length), ...context, ...header(2, head.length), ...head, 0x40, ...header(2, payload.length), ...payload]);
}

function header(major, length) {
  if (length < 24) return [(major << 5) | length];
  if (length < 256) return [(major << 5) | 24, length];
  return [(major << 5) | 25, length >> 8, length & 255];
}

/** Return the receipt keys of a published key list, and the log they are for. */
export function readKeys(note) {
  const lines = note.split("\n\n")[0].split("\n");
  if (lines[0] !== "custody-keys/v1") throw new BadReceipt("keys");
  const revoked = new Set();
  const keys = [];
  for (const line of lines.slice(3)) {
    const parts = line.split(" ");
    if (parts[0] === "revoked") revoked.add(parts[1]);
    if (parts[0] === "key" && parts[1] === "receipt") {
      const [, id, encoded] = parts[4].split(/\+(.{8})\+(.*)/s);
      const raw = Uint8Array.from(atob(encoded), (c) => c.charCodeAt(0));
      keys.push({ id, key: raw.subarray(1), from: Number(parts[2]), to: parts[3] === "-" ? Infinity : Number(parts[3]) });
    }
  }
  return { origin: lines[1], keys, revoked };
}

/** Say whether the Ed25519 signature is good, by the browser itself or by the vendored code. */
export async function goodSignature(key, message, signature, own = globalThis.crypto?.subtle) {
  if (own) {
    try {
      const imported = await own.importKey("raw", key, { name: "Ed25519" }, false, ["verify"]);
      return await own.verify("Ed25519", imported, signature, message);
    } catch (error) {
      if (error?.name !== "NotSupportedError" && error?.name !== "SyntaxError") throw error;
    }
  }
  const [ed, { sha512 }] = await Promise.all([
    import("../vendor/noble-ed25519-3.2.0/index.js"),
    import("../vendor/noble-hashes-2.4.0/sha2.js"),
  ]);
  ed.hashes.sha512 = sha512;
  try {
    return ed.verify(signature, message, key, { zip215: false });
  } catch {
    return false;
  }
}

/** Return what a receipt says when it is genuine; throw BadReceipt with the reason when not. */
export async function check(text, note, own) {
  const { kid, message, signature, said } = readToken(text);
  const list = readKeys(note);
  const id = Array.from(kid, (b) => b.toString(16).padStart(2, "0")).join("");
  const key = list.keys.find((one) => one.id === id);
  if (!key) throw new BadReceipt("unknown_key");
  if (!(await goodSignature(key.key, message, signature, own))) throw new BadReceipt("signature");
  if (said.origin !== list.origin) throw new BadReceipt("origin");
  if (said.issued < key.from || said.issued > key.to) throw new BadReceipt("key_time");
  if (list.revoked.has(id)) throw new BadReceipt("revoked");
  return said;
}
