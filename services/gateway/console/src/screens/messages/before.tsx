// Before an emergency: do the addresses still work, do people still listen, do the channels answer.
import { Contacts } from "./contacts";
import { Channels, Fatigue } from "./figures";

export function BeforeAnEmergency({ school }: { school: string }) {
  return (
    <>
      <Contacts school={school} />
      <Fatigue school={school} />
      <Channels school={school} />
    </>
  );
}
