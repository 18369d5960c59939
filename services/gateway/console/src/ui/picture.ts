// Bytes of a picture or a file for the browser. The page may show data: pictures; blob: addresses only as downloads.

export function dataUrl(content: Uint8Array, mediaType: string): string {
  let text = "";
  for (const byte of content) text += String.fromCharCode(byte);
  return `data:${mediaType};base64,${btoa(text)}`;
}

/** Offers a file under a name. */
export function download(content: Uint8Array | string, mediaType: string, name: string): void {
  const part = typeof content === "string" ? content : new Uint8Array(content);
  const url = URL.createObjectURL(new Blob([part], { type: mediaType }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
