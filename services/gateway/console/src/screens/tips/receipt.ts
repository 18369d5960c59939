// A receipt as one line to copy: "lincoln-es/0198c0de-…/CODE", without the code where the sender chose a passphrase. Pure.

export interface Receipt {
  school: string;
  tipId: string;
  /** Empty: the sender's passphrase opens it. */
  code: string;
}

export function formatReceipt({ school, tipId, code }: Receipt): string {
  return [school, tipId, ...(code ? [code] : [])].join("/");
}

/** What was pasted, with the blanks and line breaks that mail and chat programs put in. */
export function parseReceipt(text: string): Receipt | undefined {
  const found = /^([a-z0-9-]{1,32})\/([0-9a-f-]{36})(?:\/([a-z0-9]{26}))?$/i.exec(text.replace(/\s/g, ""));
  if (!found) return undefined;
  return { school: found[1]!.toLowerCase(), tipId: found[2]!.toLowerCase(), code: found[3] ?? "" };
}
