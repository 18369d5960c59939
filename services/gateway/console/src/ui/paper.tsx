// What goes on paper when the page is printed, and nothing else of the page: a badge in its own size, a QR code.
import type { ReactNode } from "react";
import { createPortal } from "react-dom";

/** Hidden on the screen, shown by print.css; `look` names the size of the paper in print.css. */
export function Paper({ look, children }: { look: string; children: ReactNode }) {
  return createPortal(<div hidden className={`paper paper-${look}`}>{children}</div>, document.body);
}
