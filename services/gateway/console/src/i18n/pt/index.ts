import type { en } from "../en";
import { agency } from "./agency";
import { alarm } from "./alarm";
import { board } from "./board";
import { care } from "./care";
import { cases } from "./cases";
import { checklist } from "./checklist";
import { command } from "./command";
import { committee } from "./committee";
import { contacts } from "./contacts";
import { desk } from "./desk";
import { drills } from "./drills";
import { duty } from "./duty";
import { lists } from "./lists";
import { many } from "./many";
import { messages } from "./messages";
import { outside } from "./outside";
import { parts } from "./parts";
import { people } from "./people";
import { police } from "./police";
import { prepared } from "./prepared";
import { reads } from "./reads";
import { ready } from "./ready";
import { records } from "./records";
import { refusals } from "./refusals";
import { refusalsAlerting } from "./refusals_alerting";
import { refusalsNotification } from "./refusals_notification";
import { refusalsThreatIntake } from "./refusals_threat_intake";
import { refusalsVisitor } from "./refusals_visitor";
import { shell } from "./shell";
import { takeOver } from "./take_over";
import { tips } from "./tips";
import { visits } from "./visits";

export const pt: Record<keyof typeof en, string> = {
  ...{ ...shell, ...board, ...desk, ...alarm, ...tips, ...refusals },
  ...{ ...visits, ...agency, ...lists, ...people, ...messages, ...cases },
  ...{ ...refusalsAlerting, ...refusalsNotification, ...refusalsThreatIntake, ...refusalsVisitor },
  ...takeOver,
  ...command,
  ...many,
  ...checklist,
  ...committee,
  ...drills,
  ...police,
  ...records,
  ...duty,
  ...prepared,
  ...parts,
  ...reads,
  ...ready,
  ...care,
  ...contacts,
  ...outside,
};
