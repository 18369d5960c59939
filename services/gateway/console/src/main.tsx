// Starts the console in the browser.
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { browserTransport, SessionEnd } from "./api/api";
import { App } from "./app";
import "./styles/index.css";

const sessionEnd = new SessionEnd();
const transport = browserTransport(sessionEnd);
createRoot(document.getElementById("root")!).render(
  <StrictMode>
    <App transport={transport} sessionEnd={sessionEnd} />
  </StrictMode>,
);
