// Before every test file: a clean page after each test, and what jsdom lacks.
import { cleanup } from "@testing-library/react";
import { afterEach } from "vitest";

afterEach(() => {
  cleanup();
  window.localStorage.clear();
  window.location.hash = "";
});

window.scrollTo = () => {};
