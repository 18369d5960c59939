// Before every test file: a clean page after each test, and what jsdom lacks.
import { cleanup, configure } from "@testing-library/react";
import { afterEach } from "vitest";

// The machine is shared with compilers: a screen may take its time.
configure({ asyncUtilTimeout: 10_000 });

if (typeof window !== "undefined") {
  window.scrollTo = () => {};
  // axe asks it about icon fonts, which we have none of.
  HTMLCanvasElement.prototype.getContext = () => null;
  Blob.prototype.arrayBuffer = function (this: Blob) {
    return new Promise((resolve, reject) => {
      const reader = new FileReader();
      reader.onload = () => resolve(new Uint8Array(reader.result as ArrayBuffer).slice().buffer);
      reader.onerror = () => reject(reader.error ?? new Error("unreadable"));
      reader.readAsArrayBuffer(this);
    });
  };
  afterEach(() => {
    cleanup();
    window.localStorage.clear();
    window.location.hash = "";
  });
}
