// Before every test file: a clean page after each test, and what jsdom lacks.
import { cleanup, configure } from "@testing-library/react";
import { afterEach } from "vitest";

// The machine is shared with compilers: a screen may take its time.
configure({ asyncUtilTimeout: 10_000 });

if (typeof window !== "undefined") {
  window.scrollTo = () => {};
  // axe asks it about icon fonts, which we have none of.
  HTMLCanvasElement.prototype.getContext = () => null;
  afterEach(() => {
    cleanup();
    window.localStorage.clear();
    window.location.hash = "";
  });
}
