// The hours of a duty post. Minutes after midnight as a field of the kind "time" has them, and back. Pure.
import type { DutyHours } from "../../gen/watchbell/notification/v1/directory_pb";

const kHour = 60;
const kDay = 24 * kHour;

export function clockOf(minute: number): string {
  const whole = minute % kDay;
  return `${String(Math.floor(whole / kHour)).padStart(2, "0")}:${String(whole % kHour).padStart(2, "0")}`;
}

/** As an end, midnight is the end of the day. */
export function minuteOf(clock: string | undefined, isEnd = false): number {
  const [hours = 0, minutes = 0] = (clock ?? "").split(":").map(Number);
  const minute = hours * kHour + minutes;
  return isEnd && minute === 0 ? kDay : minute;
}

/** The week's hours on that day "YYYY-MM-DD", as an exception has them: without the weekday. */
export function hoursOfDay(hours: DutyHours[], day: string) {
  const sundayIsSeven = new Date(`${day}T00:00:00Z`).getUTCDay() || 7;
  return hours
    .filter(({ weekday }) => Number(weekday) === sundayIsSeven)
    .map(({ fromMinute, untilMinute }) => ({ fromMinute, untilMinute }));
}
