// SM3 (GM/T 0004) and the check of SM2 signatures (GM/T 0003 part 2) over sm2p256v1. Only public values pass through
// here, so nothing needs to run in constant time.

const P = 0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF00000000FFFFFFFFFFFFFFFFn;
const A = P - 3n;
const B = 0x28E9FA9E9D9F5E344D5A9E4BCF6509A7F39789F515AB8F92DDBCBD414D940E93n;
const N = 0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D54123n;
const G = [
  0x32C4AE2C1F1981195F9904466A39C9948FE30BBFF2660BE1715A4589334C74C7n,
  0xBC3736A2F4F6779C59BDCEE36B692153D0A9877CC62A474002DF32E52139F0A0n,
  1n
];
const USER = new TextEncoder().encode('1234567812345678');

const rotate = (word, by) => (word << by % 32) | (word >>> (32 - by % 32));
const spread = word => word ^ rotate(word, 15) ^ rotate(word, 23);

/** The SM3 digest of bytes. */
export function sm3(message) {
  const padded = new Uint8Array(Math.ceil((message.length + 9) / 64) * 64);
  padded.set(message);
  padded[message.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setBigUint64(padded.length - 8, BigInt(message.length) * 8n);
  let state = [0x7380166f, 0x4914b2b9, 0x172442d7, 0xda8a0600, 0xa96f30bc, 0x163138aa, 0xe38dee4d, 0xb0fb0e4e];
  const w = new Int32Array(68);
  for (let block = 0; block < padded.length; block += 64) {
    for (let j = 0; j < 16; j++) w[j] = view.getInt32(block + 4 * j);
    for (let j = 16; j < 68; j++) {
      w[j] = spread(w[j - 16] ^ w[j - 9] ^ rotate(w[j - 3], 15)) ^ rotate(w[j - 13], 7) ^ w[j - 6];
    }
    let [a, b, c, d, e, f, g, h] = state;
    for (let j = 0; j < 64; j++) {
      const early = j < 16;
      const ss1 = rotate((rotate(a, 12) + e + rotate(early ? 0x79cc4519 : 0x7a879d8a, j)) | 0, 7);
      const ss2 = ss1 ^ rotate(a, 12);
      const tt1 = ((early ? a ^ b ^ c : (a & b) | (a & c) | (b & c)) + d + ss2 + (w[j] ^ w[j + 4])) | 0;
      const tt2 = ((early ? e ^ f ^ g : (e & f) | (~e & g)) + h + ss1 + w[j]) | 0;
      [d, c, b, a] = [c, rotate(b, 9), a, tt1];
      [h, g, f, e] = [g, rotate(f, 19), e, tt2 ^ rotate(tt2, 9) ^ rotate(tt2, 17)];
    }
    state = [a, b, c, d, e, f, g, h].map((word, i) => word ^ state[i]);
  }
  const digest = new DataView(new ArrayBuffer(32));
  state.forEach((word, i) => digest.setInt32(4 * i, word));
  return new Uint8Array(digest.buffer);
}

const mod = (value, by) => ((value % by) + by) % by;
const number = bytes => bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
const bytes32 = value => Uint8Array.from({ length: 32 }, (_, i) => Number((value >> BigInt(8 * (31 - i))) & 255n));

function inverse(value, by) {
  let [a, b, x, y] = [mod(value, by), by, 1n, 0n];
  while (b !== 0n) {
    const quotient = a / b;
    [a, b, x, y] = [b, a - quotient * b, y, x - quotient * y];
  }
  return mod(x, by);
}

// Points in Jacobian coordinates; z = 0 is the point at infinity.
function twice([x, y, z]) {
  if (z === 0n || y === 0n) return [1n, 1n, 0n];
  const yy = mod(y * y, P), s = mod(4n * x * yy, P), zz = mod(z * z, P);
  const m = mod(3n * x * x + A * zz * zz, P);
  const x3 = mod(m * m - 2n * s, P);
  return [x3, mod(m * (s - x3) - 8n * yy * yy, P), mod(2n * y * z, P)];
}

function plus(p, q) {
  if (p[2] === 0n) return q;
  if (q[2] === 0n) return p;
  const [x1, y1, z1] = p, [x2, y2, z2] = q;
  const zz1 = mod(z1 * z1, P), zz2 = mod(z2 * z2, P);
  const u1 = mod(x1 * zz2, P), u2 = mod(x2 * zz1, P);
  const s1 = mod(y1 * z2 * zz2, P), s2 = mod(y2 * z1 * zz1, P);
  if (u1 === u2) return s1 === s2 ? twice(p) : [1n, 1n, 0n];
  const h = mod(u2 - u1, P), r = mod(s2 - s1, P);
  const hh = mod(h * h, P), hhh = mod(h * hh, P), v = mod(u1 * hh, P);
  const x3 = mod(r * r - hhh - 2n * v, P);
  return [x3, mod(r * (v - x3) - s1 * hhh, P), mod(h * z1 * z2, P)];
}

function times(factor, point) {
  let sum = [1n, 1n, 0n];
  for (let bit = 255n; bit >= 0n; bit--) {
    sum = twice(sum);
    if ((factor >> bit) & 1n) sum = plus(sum, point);
  }
  return sum;
}

/** The two numbers of a DER signature; null where it is not exactly that. */
function parts(der) {
  if (der.length < 8 || der[0] !== 0x30 || der[1] !== der.length - 2 || der[1] > 127) return null;
  const numbers = [];
  let at = 2;
  while (at < der.length) {
    const length = der[at + 1];
    const value = der.slice(at + 2, at + 2 + length);
    const padded = value[0] === 0 && value.length > 1;
    if (der[at] !== 2 || value.length !== length || length === 0 || value[0] > 127 || (padded && value[1] < 128)) return null;
    numbers.push(number(value));
    at += 2 + length;
  }
  return numbers.length === 2 ? numbers : null;
}

/** Whether the DER signature over the message is of the key, an uncompressed point of 65 bytes. */
export function verifies(point, message, der) {
  const signature = parts(der);
  if (signature === null || point.length !== 65 || point[0] !== 4) return false;
  const [r, s] = signature;
  const x = number(point.slice(1, 33)), y = number(point.slice(33));
  if (x >= P || y >= P || mod(y * y - x * x * x - A * x - B, P) !== 0n) return false;
  if (r < 1n || r >= N || s < 1n || s >= N) return false;
  const t = mod(r + s, N);
  if (t === 0n) return false;
  const bits = USER.length * 8;
  const z = sm3(Uint8Array.from([
    bits >> 8, bits & 255, ...USER, ...[A, B, G[0], G[1]].flatMap(value => [...bytes32(value)]), ...point.slice(1)
  ]));
  const e = number(sm3(Uint8Array.from([...z, ...message])));
  const [x1, , z1] = plus(times(s, G), times(t, [x, y, 1n]));
  if (z1 === 0n) return false;
  const w = inverse(z1, P);
  return mod(e + x1 * w * w % P, N) === r;
}
