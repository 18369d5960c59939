// Before every test file: a clean page after each test, and what jsdom lacks.
import { cleanup } from "@testing-library/react";
import { afterEach } from "vitest";

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
