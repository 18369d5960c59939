import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

// `vite build` makes dist/ for the gateway. `--mode demo` makes a page with a gateway of its own inside the
// browser (src/testing), to look at every screen without a running system.
export default defineConfig(({ mode }) => ({
  plugins: [react()],
  build: {
    outDir: mode === "demo" ? "node_modules/.demo" : "dist",
    // The gateway's content security policy allows no data: addresses.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rollupOptions: mode === "demo" ? { input: "demo.html" } : {},
  },
  test: {
    // Files that need a page say so in their first line.
    environment: "node",
    globals: false,
    setupFiles: ["src/testing/setup.ts"],
    // The machine is shared with compilers.
    testTimeout: 60_000,
    css: false,
  },
}));
