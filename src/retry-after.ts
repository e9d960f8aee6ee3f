/**
 * What a `Retry-After` header asks for, in milliseconds from `now` (milliseconds since 1970): never less than 0, perhaps
 * a very long time. `undefined` where it is missing or doesn't keep to HTTP's grammar: nobody knows what was meant.
 */
export function retryAfterMs(header: string | null, now: number): number | undefined {
  if (header === null) return undefined;
  if (/^\d+$/.test(header)) return Number(header) * 1000;
  const date = inTodaysForm(header);
  const time = Date.parse(date);
  // `Date.parse` takes much more than HTTP allows, so what it understood has to read the same again.
  return !Number.isNaN(time) && new Date(time).toUTCString() === date ? Math.max(0, time - now) : undefined;
}

/** A date in HTTP's two old forms, which have to be understood (RFC 9110, section 5.6.7), in the one of today. */
function inTodaysForm(date: string): string {
  return date
    .replace(/^(\w{3})\w*day, (\d\d)-(\w{3})-(\d\d) /, "$1, $2 $3 20$4 ") // Sunday, 06-Nov-94 08:49:37 GMT
    .replace(
      /^(\w{3}) (\w{3}) ([ \d]\d) (\S{8}) (\d{4})$/, // Sun Nov  6 08:49:37 1994
      (_, weekday, month, day: string, time, year) =>
        `${weekday}, ${day.replace(" ", "0")} ${month} ${year} ${time} GMT`,
    );
}
