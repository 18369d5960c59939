// @vitest-environment jsdom
// Every page of the menu, and every page beside it, with each of its forms open.
import { act, screen, waitFor } from "@testing-library/react";
import { expect, it } from "vitest";
import { dictionaries } from "../i18n/dictionary";
import { kMenu } from "../shell/header";
import { kStaffPermissions } from "../testing/fake_gateway";
import { openDispute, wish } from "../testing/fake_records";
import { heldVisitor, tip } from "../testing/fake_state";
import { accessibilityProblems, open } from "../testing/render";

const permissions = [...kStaffPermissions, "records.audit", "records.secret", "agency.audit", "case.audit"];

async function go(hash: string) {
  if (window.location.hash !== hash)
    await act(async () => {
      const there = new Promise((done) => window.addEventListener("hashchange", done, { once: true }));
      window.location.hash = hash;
      await there;
    });
  await screen.findByRole("heading", { level: 1 });
  await waitFor(() => expect(screen.queryByText(dictionaries.en["common.loading"])).toBeNull());
}

// One of each: the forms of two rows have the same name.
function openForms() {
  const names = new Set<string | null>();
  for (;;) {
    const next = [...document.querySelectorAll<HTMLElement>("main .button-quiet")].find((one) => !one.closest("form") && !names.has(one.textContent));
    if (!next) return;
    names.add(next.textContent);
    act(() => next.click());
  }
}

it.each(kMenu)("Has no accessibility problem that axe finds: #/%s", async (page) => {
  open("#/", {
    permissions,
    prepare: ({ state }) => {
      state.visits = [heldVisitor()];
      state.tips = [tip("A knife", { lifeSafety: true })];
      state.records.disputes = [openDispute];
      state.records.erasures = [wish];
    },
  });
  await go(`#/${page}`);
  const beside = [...document.querySelectorAll(".subtabs a")].map((link) => link.getAttribute("href")!);
  for (const one of beside.length > 0 ? beside : [`#/${page}`]) {
    await go(one);
    openForms();
    expect(await accessibilityProblems(), one).toEqual([]);
  }
});
