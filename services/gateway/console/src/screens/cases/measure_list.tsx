// What a safety plan does, and who answers for each.
import type { Measure } from "./measures";

export function MeasureList({ measures }: { measures: Measure[] }) {
  if (measures.length === 0) return null;
  return (
    <ol>
      {measures.map(({ text, responsible }) => (
        <li key={text}>
          {text} <span className="muted">{responsible}</span>
        </li>
      ))}
    </ol>
  );
}
