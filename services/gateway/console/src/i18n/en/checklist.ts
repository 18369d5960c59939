// The tasks of the plan's roles, ticked off while an incident is open.
export const checklist = {
  "checklist.title": "Checklist of the plan",
  "checklist.none": "Nobody has opened the checklist of this incident yet.",
  "checklist.open": "Open the checklist",
  "checklist.add": "Add the steps for {action}",
  "checklist.done": "{done} of {all} done",
  "checklist.ticked": "{time}, {after} after the start: {name}",
  "checklist.sending": "Not recorded yet. It is sent until it is (attempt {attempt}).",
  "checklist.hint": "A tick keeps its time and your name, and stays.",
};
