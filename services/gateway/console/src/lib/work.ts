// Proof of work for a tip: what the gateway asks for instead of knowing who sends.

const kUntilPause = 2_000; // answers tried before the page may breathe

function zeroBits(hash: Uint8Array): number {
  const first = hash.findIndex((byte) => byte !== 0);
  return first < 0 ? hash.length * 8 : first * 8 + Math.clz32(hash[first] ?? 0) - 24;
}

/** A text with which the SHA-256 of "<challenge>:<binding>:<text>" begins with so many zero bits. */
export async function solve(challenge: string, binding: string, bits: number): Promise<string> {
  for (let tried = 0; ; ++tried) {
    const answer = String(tried);
    const text = new TextEncoder().encode(`${challenge}:${binding}:${answer}`);
    const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", text));
    if (zeroBits(hash) >= bits) return answer;
    if (tried % kUntilPause === kUntilPause - 1) await new Promise((resolve) => setTimeout(resolve));
  }
}
