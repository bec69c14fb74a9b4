import { type Html, html, type Language } from '@chaland/core';
import type { ClaimFault, ClaimForm } from '../claim-form.ts';
import type { Claimable } from '../claimable.ts';
import { wordsOf } from '../words.ts';

/** The invitation to say whose receipt it is, apart from the receipt; and what may be agreed to, each with its wording. */
export function claimPart(
  { choices }: Claimable,
  language: Language,
  { form, faults = [] }: { form?: ClaimForm; faults?: readonly ClaimFault[] } = {},
): Html {
  const words = wordsOf(language);
  const faultOf = (field: ClaimFault['field']) => faults.find((fault) => fault.field === field);
  const field = (name: 'email' | 'phone' | 'card', type: string, autocomplete: string) => {
    const fault = faultOf(name);
    return html`<div class="field"><label for="${name}">${words[name]}</label>
<input id="${name}" name="${name}" type="${type}" autocomplete="${autocomplete}" maxlength="320" value="${form?.[name] ?? ''}"${
      fault ? html` aria-invalid="true" aria-describedby="${name}-fault"` : ''
    }>${fault ? html`<p class="fault" id="${name}-fault">${words[fault.says]}</p>` : ''}</div>
`;
  };
  const whole = faultOf('form');
  return html`<section class="card">
<h2>${words.claimTitle}</h2>
<p class="soft">${words.claimLead}</p>
${whole ? html`<div class="said warn" role="alert"><p>${words[whole.says]}</p></div>\n` : ''}<form method="post">
${field('email', 'email', 'email')}${field('phone', 'tel', 'tel')}${field('card', 'text', 'off')}${
  choices.length === 0
    ? ''
    : html`<fieldset class="card"><legend>${words.consentTitle}</legend>
<p class="soft">${words.consentLead}</p>
${choices.map(
  ({ key, purpose, description, channel, notice }, index) =>
    html`<p class="notice" lang="${notice.language}">${notice.text}</p>
<div class="choice"><input type="checkbox" id="on-${index}" name="on" value="${key}"${
      form?.on.has(key) ? html` checked` : ''
    }><label for="on-${index}">${purpose} ${words.by[channel]}</label>
<p class="soft">${description}</p></div>
`,
)}</fieldset>
`
}<div class="actions"><button name="do" value="claim">${words.claim}</button></div>
</form>
</section>`;
}
