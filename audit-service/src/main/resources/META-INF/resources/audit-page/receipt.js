// Checks a receipt by its own means: RFC 6962 hashes, C2SP checkpoint and signed note. Knows nothing of the service.

import { verifies } from './sm2.js';

const SM2_TYPE = 'org.publicdatamesh/sm2-sm3/v1';

const bytesOf = text => new TextEncoder().encode(text);

export function fromBase64(text) {
  const binary = atob(text);
  if (btoa(binary) !== text) throw new Error('not base64');
  return Uint8Array.from(binary, c => c.charCodeAt(0));
}

function join(...parts) {
  const all = new Uint8Array(parts.reduce((n, part) => n + part.length, 0));
  let at = 0;
  for (const part of parts) { all.set(part, at); at += part.length; }
  return all;
}

const same = (a, b) => a.length === b.length && a.every((byte, i) => byte === b[i]);
const sha256 = async bytes => new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
const node = (left, right) => sha256(join(Uint8Array.of(1), left, right));

/** The root to which the proof leads from the leaf (RFC 9162, 2.1.3.2); null where its length does not fit the place. */
export async function rootOf(leaf, index, size, proof) {
  if (!(index >= 0 && index < size)) return null;
  let at = BigInt(index), last = BigInt(size) - 1n;
  let hash = await sha256(join(Uint8Array.of(0), leaf));
  for (const sibling of proof) {
    if (last === 0n) return null;
    if ((at & 1n) === 1n || at === last) {
      hash = await node(sibling, hash);
      while ((at & 1n) === 0n && at !== 0n) { at >>= 1n; last >>= 1n; }
    } else {
      hash = await node(hash, sibling);
    }
    at >>= 1n; last >>= 1n;
  }
  return last === 0n ? hash : null;
}

/** The parts of a signed checkpoint. */
export function parseCheckpoint(note) {
  const end = note.indexOf('\n\n');
  if (end < 0 || !note.endsWith('\n')) throw new Error('no signed note');
  const text = note.slice(0, end + 1);
  const [origin, size, root, ...rest] = text.split('\n');
  if (!origin || !/^(0|[1-9]\d{0,15})$/.test(size) || rest.length !== 1) throw new Error('no checkpoint');
  const signatures = note.slice(end + 2, -1).split('\n').map(line => {
    const match = /^\u2014 (\S+) (\S+)$/.exec(line);
    if (!match) throw new Error('malformed signature line');
    const bytes = fromBase64(match[2]);
    return { name: match[1], id: bytes.slice(0, 4), signature: bytes.slice(4) };
  });
  return { text, origin, size: Number(size), root: fromBase64(root), signatures };
}

/** A verifier key: name+id+base64 of type and key. The id is held against the key. */
export async function parseKey(line) {
  const match = /^([^+\s]+)\+([0-9a-f]{8})\+(\S+)$/.exec(line);
  if (!match) throw new Error('malformed key');
  const typed = fromBase64(match[3]);
  const id = (await sha256(join(bytesOf(match[1] + '\n'), typed))).slice(0, 4);
  const hex = Array.from(id, byte => byte.toString(16).padStart(2, '0')).join('');
  if (hex !== match[2]) throw new Error('the key id does not fit the key');
  const type = bytesOf(SM2_TYPE);
  if (typed[0] === 1) return { name: match[1], id, kind: 'ed25519', key: typed.slice(1) };
  if (typed[0] === 0xff && same(typed.slice(1, 1 + type.length), type)) {
    return { name: match[1], id, kind: 'sm2', key: typed.slice(1 + type.length) };
  }
  throw new Error('a key of an unknown kind');
}

async function ed25519(checkpoint, key, line) {
  let imported;
  try {
    imported = await crypto.subtle.importKey('raw', key.key, { name: 'Ed25519' }, false, ['verify']);
  } catch {
    return null; // this browser does not know the algorithm
  }
  return crypto.subtle.verify({ name: 'Ed25519' }, imported, line.signature, bytesOf(checkpoint.text));
}

/** Whether the keys' signatures hold: true, false, or null where it cannot be checked here. */
async function signatures(checkpoint, keyLines) {
  const found = { ed25519: false, sm2: false };
  for (const line of keyLines) {
    const key = await parseKey(line);
    const own = checkpoint.signatures.filter(s => s.name === key.name && same(s.id, key.id));
    if (own.length !== 1) continue;
    if (key.kind === 'ed25519') found.ed25519 = await ed25519(checkpoint, key, own[0]);
    else found.sm2 = verifies(key.key, bytesOf(checkpoint.text), own[0].signature);
  }
  return found;
}

/** Address of the tile that holds a hash of a log of that size (C2SP tlog-tiles). */
export function tileAddress(level, index, size) {
  const width = Math.min(256, Math.floor(size / 256 ** level) - index * 256);
  let name = String(index % 1000).padStart(3, '0');
  for (let rest = Math.floor(index / 1000); rest > 0; rest = Math.floor(rest / 1000)) {
    name = 'x' + String(rest % 1000).padStart(3, '0') + '/' + name;
  }
  return 'tile/' + level + '/' + name + (width < 256 ? '.p/' + width : '');
}

/**
 * Whether the newer log begins with the older one: both roots are made from the same hashes.
 * @param fetchTile gives the bytes of a tile of the newer log
 */
export async function consistent(older, newer, fetchTile) {
  if (newer.origin !== older.origin || newer.size < older.size) return false;
  const tiles = new Map();
  const tile = address => {
    if (!tiles.has(address)) tiles.set(address, fetchTile(address));
    return tiles.get(address);
  };
  async function fold(hashes, from, count) {
    if (count === 1) return hashes.slice(from * 32, from * 32 + 32);
    return node(await fold(hashes, from, count / 2), await fold(hashes, from + count / 2, count / 2));
  }
  async function subtree(height, first) {
    const level = Math.floor(height / 8);
    const place = first / 256 ** level;
    const bytes = await tile(tileAddress(level, Math.floor(place / 256), newer.size));
    return fold(bytes, place % 256, 2 ** (height % 8));
  }
  async function range(from, to) {
    const length = to - from;
    const height = Math.floor(Math.log2(length));
    const crosses = from < older.size && older.size < to;
    if (length === 2 ** height && !crosses) return subtree(height, from);
    const split = from + (length === 2 ** height ? length / 2 : 2 ** height);
    return node(await range(from, split), await range(split, to));
  }
  const root = async size => size === 0 ? sha256(new Uint8Array()) : range(0, size);
  return same(await root(older.size), older.root) && same(await root(newer.size), newer.root);
}

/**
 * Checks a receipt: each check is true, false or null (not possible here).
 * @param keyLines verifier keys of the log, one a line
 * @param current the signed checkpoint published now; empty where there is none
 * @param fetchTile gives the bytes of a tile of the log
 */
export async function check(receipt, keyLines, current, fetchTile) {
  const checks = { wellFormed: false, included: false, ed25519: false, sm2: false, consistent: null };
  let checkpoint;
  try {
    const leaf = JSON.parse(receipt.leaf);
    checkpoint = parseCheckpoint(receipt.checkpoint);
    checks.wellFormed = leaf.event.id === receipt.eventId && checkpoint.size === receipt.treeSize
        && Number.isSafeInteger(receipt.leafIndex);
    const root = await rootOf(bytesOf(receipt.leaf), receipt.leafIndex, checkpoint.size, receipt.proof.map(fromBase64));
    checks.included = root !== null && same(root, checkpoint.root);
    Object.assign(checks, await signatures(checkpoint, keyLines));
  } catch {
    return { ...checks, wellFormed: false };
  }
  if (current) {
    try {
      const now = parseCheckpoint(current);
      const signed = await signatures(now, keyLines);
      checks.consistent = signed.ed25519 !== false && signed.sm2 && await consistent(checkpoint, now, fetchTile);
    } catch {
      checks.consistent = false;
    }
  }
  return checks;
}

/** True where every check came true, false where one failed, null where one was not possible here. */
export function verdict(checks) {
  const results = Object.values(checks);
  return results.includes(false) ? false : results.includes(null) ? null : true;
}
