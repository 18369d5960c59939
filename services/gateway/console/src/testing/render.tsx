// Renders the whole console at an address, on the fake gateway.
import { render, screen } from "@testing-library/react";
import userEvent, { type UserEvent } from "@testing-library/user-event";
import axe from "axe-core";
import { SessionEnd, watchSession } from "../api/api";
import { App } from "../app";
import type { Language } from "../i18n/dictionary";
import { type FakeGateway, makeFakeGateway } from "./fake_gateway";

type Options = NonNullable<Parameters<typeof makeFakeGateway>[0]> & {
  at?: string[];
  language?: Language;
  /** Before the page is shown. */
  prepare?(gateway: FakeGateway): void;
};

export interface Page extends FakeGateway {
  user: UserEvent;
}

export function open(hash: string, { language = "en", prepare, ...options }: Options = {}): Page {
  const sessionEnd = new SessionEnd();
  const gateway = makeFakeGateway({ at: ["lincoln-es"], ...options, interceptors: [watchSession(sessionEnd)] });
  prepare?.(gateway);
  window.location.hash = hash;
  render(<App transport={gateway.transport} sessionEnd={sessionEnd} language={language} />);
  return { ...gateway, user: userEvent.setup() };
}

/** What axe finds against WCAG 2.1 AA; contrast is looked at in a real browser. */
export async function accessibilityProblems(): Promise<string[]> {
  const { violations } = await axe.run(document.body, {
    runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"],
    rules: { "color-contrast": { enabled: false } },
  });
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}

export const button = (name: string | RegExp) => screen.getByRole("button", { name });
export const findButton = (name: string | RegExp) => screen.findByRole("button", { name });
