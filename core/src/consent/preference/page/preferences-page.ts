import type { Language } from '../../../text.ts';
import type { Shown } from '../centre.ts';
import { fieldOf, keyOf } from '../choice-field.ts';
import type { Choice } from '../choices.ts';
import type { PreferenceLinks } from '../links.ts';
import type { Saved } from '../save.ts';
import { type Html, html } from './html.ts';
import { hostedPage } from './layout.ts';
import { masked } from './masked.ts';
import { type Words, words } from './words.ts';

export interface PreferencesPage {
  language: Language;
  timeZone: string;
  shown: Shown;
  refer: PreferenceLinks['refer'];
  /** What was just saved. */
  saved?: Saved;
}

/** What a person agreed to, and what they may say now. */
export function preferencesPage({ language, timeZone, shown, refer, saved }: PreferencesPage): Response {
  const say = words[language];
  const { name, choices } = shown;
  const date = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone });
  const groups = [
    ...Map.groupBy(choices, ({ purpose, brand }) => `${purpose.code}\n${brand?.code ?? ''}`).values(),
  ];
  const form = html`<form method="post" action="?lang=${language}">
${groups.map((group, index) => purposeGroup(group, { index, language, say, date, refer }))}
<div class="actions"><button name="do" value="save">${say.save}</button>
${choices.some(({ purpose }) => purpose.marketing) && html`<button class="quiet" name="do" value="stop">${say.stopAll}</button>`}</div>
</form>`;
  return hostedPage({
    language,
    name,
    title: saved ? say.savedTitle : say.title,
    body: html`${saved ? whatWasSaved(saved, language) : html`<p class="soft">${say.lead}</p>`}
${choices.length > 0 ? form : html`<p class="card">${say.nothing}</p>`}`,
  });
}

interface Telling {
  index: number;
  language: Language;
  say: Words;
  date: Intl.DateTimeFormat;
  refer: PreferenceLinks['refer'];
}

function purposeGroup(group: readonly Choice[], telling: Telling): Html {
  const { language, index } = telling;
  const [{ purpose, brand, notice }] = group as [Choice];
  return html`<fieldset class="card"><legend>${purpose.title[language]}${brand && ` · ${brand.name}`}</legend>
<p>${purpose.description[language]}</p>
${notice && html`<p class="notice" lang="${notice.language}" id="notice-${index}">${notice.text}</p>`}
${group.map((choice, at) => choiceRow(choice, `${index}-${at}`, telling))}
</fieldset>`;
}

function choiceRow(choice: Choice, id: string, { index, language, say, date, refer }: Telling): Html {
  const { answer, channel, contactPoint, since, notice } = choice;
  const key = keyOf(choice, refer);
  const label = channel?.title[language] ?? (contactPoint || !choice.offered ? say.anyChannel : say.allowed);
  const when = since && ['granted', 'soft_opt_in', 'refused', 'withdrawn', 'expired'].includes(answer.code);
  return html`<div class="choice">
<input type="hidden" name="shown" value="${fieldOf(key, choice)}">
<input type="checkbox" name="on" value="${key}" id="c${id}" aria-describedby="${notice && `notice-${index} `}s${id}"${answer.allowed && html` checked`}>
<label for="c${id}">${label}${contactPoint && html` <span class="soft">${masked(contactPoint)}</span>`}</label>
<p class="soft" id="s${id}">${say.reasons[answer.code]}${when && ` ${say.since.replace('{date}', date.format(since))}`}</p>
</div>`;
}

const nameOf = ({ purpose, brand, channel }: Choice, language: Language): string =>
  [purpose.title[language], brand?.name, channel?.title[language]].filter(Boolean).join(' · ');

function whatWasSaved({ changed, outdated, stopped }: Saved, language: Language): Html {
  const say = words[language];
  const listed = (title: string, wanted: boolean) => {
    const names = changed.filter(({ on }) => on === wanted).map(({ choice }) => nameOf(choice, language));
    return names.length > 0 && html`<p>${title}</p><ul>${names.map((name) => html`<li>${name}</li>`)}</ul>`;
  };
  return html`<div class="said" role="status">
${stopped && html`<p>${say.stopped}</p>`}
${!stopped && changed.length === 0 && html`<p>${say.savedNothing}</p>`}
${listed(say.savedOn, true)}${listed(say.savedOff, false)}
</div>
${outdated && html`<p class="said warn">${say.outdated}</p>`}`;
}
