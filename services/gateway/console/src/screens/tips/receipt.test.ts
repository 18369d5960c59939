import { expect, it } from "vitest";
import { formatReceipt, parseReceipt } from "./receipt";

const receipt = { school: "lincoln-es", tipId: "0198c0de-1111-4222-8333-444455556666", code: "k3v9x2m7q4w8z5c6b1n2d3f4g5" };

it("A receipt is read back", () => expect(parseReceipt(formatReceipt(receipt))).toEqual(receipt));

it("A receipt survives the line breaks and blanks of a mail program", () => {
  const text = formatReceipt(receipt);
  expect(parseReceipt(` ${text.slice(0, 20)}\n  ${text.slice(20)} \n`)).toEqual(receipt);
});

it("Half a receipt is none", () => expect(parseReceipt(formatReceipt(receipt).slice(0, -3))).toBeUndefined());
