// Request ids. A request id is made once for each thing that a person means to do, and kept over every retry.

function hex(bytes: Uint8Array): string {
  const text = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return [text.slice(0, 8), text.slice(8, 12), text.slice(12, 16), text.slice(16, 20), text.slice(20)].join("-");
}

function stamp(bytes: Uint8Array, version: number): string {
  bytes[6] = (bytes[6]! & 0x0f) | (version << 4);
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  return hex(bytes);
}

/** UUIDv7 (RFC 9562): 48 bits of milliseconds, then 74 random bits. */
export function uuidv7(now: number = Date.now()): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  for (let i = 0; i < 6; i++) bytes[i] = Math.floor(now / 2 ** (8 * (5 - i))) % 256;
  return stamp(bytes, 7);
}

/** UUIDv4: random only. For anonymous tips, whose id shall not say when the sender's device made it. */
export function uuidv4(): string {
  return stamp(crypto.getRandomValues(new Uint8Array(16)), 4);
}
