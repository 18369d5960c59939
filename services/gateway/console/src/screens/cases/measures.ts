// The measures of a safety plan as lines of a text: "what: who". Pure.
export interface Measure {
  text: string;
  responsible: string;
}

export function measuresOf(text: string): Measure[] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean)
    .map((line) => {
      const colon = line.lastIndexOf(":");
      return colon < 0
        ? { text: line, responsible: "" }
        : { text: line.slice(0, colon).trim(), responsible: line.slice(colon + 1).trim() };
    });
}

export function textOfMeasures(measures: Measure[]): string {
  return measures.map(({ text, responsible }) => (responsible ? `${text}: ${responsible}` : text)).join("\n");
}
