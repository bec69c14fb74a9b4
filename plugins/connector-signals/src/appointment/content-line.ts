/** A line of iCalendar: `DTSTART;TZID="Europe/Paris":20260304T153000`. Names are in capitals. */
export interface ContentLine {
  name: string;
  params: Readonly<Record<string, string>>;
  /** As it stands there; texts are still escaped. */
  value: string;
}

/** `VCALENDAR`, `VEVENT`, `VTIMEZONE`, with what is inside. */
export interface Component {
  name: string;
  lines: ContentLine[];
  inside: Component[];
}

/** The components of an iCalendar stream (RFC 5545, section 3.1), with folded lines made whole. */
export function componentsOf(text: string): Component[] {
  const root: Component = { name: '', lines: [], inside: [] };
  const open = [root];
  for (const raw of text.replaceAll(/\r?\n[ \t]/g, '').split(/\r\n|\n|\r/)) {
    const line = lineOf(raw.replace(/^\ufeff/, ''));
    const within = open.at(-1)!;
    if (line?.name === 'BEGIN') {
      const component: Component = { name: line.value.trim().toUpperCase(), lines: [], inside: [] };
      within.inside.push(component);
      open.push(component);
    } else if (line?.name === 'END') {
      if (open.length > 1) open.pop();
    } else if (line) within.lines.push(line);
  }
  return root.inside;
}

/** What stands before the colon may hold quoted texts, which may have colons of their own. */
function lineOf(raw: string): ContentLine | undefined {
  const match = /^([A-Za-z0-9-]+)((?:;[^=;:]+=(?:"[^"]*"|[^";:]*)(?:,(?:"[^"]*"|[^";:]*))*)*):(.*)$/.exec(
    raw,
  );
  if (!match) return undefined;
  const [, name, params, value] = match as unknown as [string, string, string, string];
  const pairs = [...params.matchAll(/;([^=;:]+)=("[^"]*"|[^";:]*)/g)].map(
    ([, key, text]) => [key!.toUpperCase(), text!.replaceAll('"', '')] as const,
  );
  return { name: name.toUpperCase(), params: Object.fromEntries(pairs), value: value.trim() };
}

export const lineIn = ({ lines }: Component, name: string): ContentLine | undefined =>
  lines.find((line) => line.name === name && line.value !== '');

export const valueIn = (component: Component, name: string): string | undefined =>
  lineIn(component, name)?.value;
