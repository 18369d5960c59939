// A live list in a card of its own: title, what can be added, and a row for each item.
import { type ReactNode, useId } from "react";
import type { Live } from "../feed/use_live";
import { LiveNote } from "./notes";

interface Props<T> {
  title: string;
  live: Live<unknown>;
  items?: T[];
  none: string;
  idOf(item: T): string;
  row(item: T): ReactNode;
  children?: ReactNode;
}

export function ListCard<T>({ title, live, items, none, idOf, row, children }: Props<T>) {
  const id = useId();
  return (
    <section className="card" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {children && <div className="list-head">{children}</div>}
      <LiveNote live={live} />
      {items?.length === 0 && <p className="muted">{none}</p>}
      {items && items.length > 0 && (
        <ul className="rows">
          {items.map((item) => (
            <li key={idOf(item)}>{row(item)}</li>
          ))}
        </ul>
      )}
    </section>
  );
}
