// A page about one school: its title, the choice of the school, and the rest once one is chosen.
import type { ReactNode } from "react";
import { useDistrict } from "../district";
import { SchoolPicker } from "./school_picker";

interface Props {
  title: string;
  children: (school: string) => ReactNode;
}

export function SchoolPage({ title, children }: Props) {
  const { school } = useDistrict();
  return (
    <>
      <h1>{title}</h1>
      <SchoolPicker />
      {/* Another school is another desk: nothing half done may move there. */}
      {school && <div key={school}>{children(school)}</div>}
    </>
  );
}
