// What went wrong, by the reason that a service gives (watchbell.common.v1.Refusal), then by the kind of error.
// A reason that is not here is shown with the service's own remedy.
export const refusals = {
  "refusal.POLICE_CONFIRMATION_MISSING": "A real lockdown is only released after the police confirmation is recorded.",
  "refusal.NOT_COMMANDER": "Only the person in command may do this. Take command first.",
  "error.unauthenticated": "You are not signed in any more.",
  "error.permissionDenied": "Your role does not allow this here.",
  "error.notFound": "It is not there any more.",
  "error.invalidArgument": "Something in the form is not right.",
  "error.failedPrecondition": "This is not possible right now. Look at the current state and try again.",
  "error.resourceExhausted": "Too many tries in a short time. Wait a moment.",
  "error.unavailable": "The system cannot be reached right now.",
  "error.deadlineExceeded": "The system did not answer in time.",
  "error.other": "Something went wrong.",
  "error.notDone": "It was not done.",
  "error.listUnavailable": "This list cannot be read right now.",
  "error.asOf": "The list shown is from {time}.",
};
