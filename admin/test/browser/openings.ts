import type { Page } from 'playwright-core';
import type { Connected } from './connected.ts';
import type { Language } from './look.ts';

/** Something that opens over a page: a dialog, a menu, a list to choose from. */
export interface Opening {
  what: string;
  open(page: Page, language: Language): Promise<unknown>;
}

/** How the names of what is clicked begin. */
const words = {
  fr: {
    sidebar: 'Ouvrir la barre latérale',
    languages: 'Langue',
    stage: 'Étape',
    period: 'Période',
    invite: 'Inviter quelqu’un',
    role: 'Rôle 1',
    removeUser: 'Supprimer l’utilisateur',
    newRole: 'Nouveau rôle',
    newKey: 'Nouvelle clé',
    edit: 'Modifier',
    pause: 'Mettre en pause',
    principal: 'Qui',
    newRequest: 'Nouvelle demande',
    privacy: 'Vie privée',
    correct: 'Corriger',
    mergeWith: 'Fusionner avec',
    undoMerge: 'Annuler la fusion',
    release: 'Compter de nouveau',
    writeConsent: 'Noter un choix',
    preferenceLink: 'Lien de préférences',
    newPurpose: 'Nouvelle finalité',
    newNotice: 'Nouvelle mention',
    message: 'Afficher le message',
    wasSent: 'Le message à',
    more: 'Plus',
    rotate: 'Changer les secrets',
    removeConnection: 'Supprimer',
    fetchAgain: 'Tout récupérer à nouveau',
    delivery: 'orders/create',
    transaction: 'transaction',
    replayAll: 'Traiter à nouveau la quarantaine',
  },
  en: {
    sidebar: 'Open sidebar',
    languages: 'Language',
    stage: 'Stage',
    period: 'Period',
    invite: 'Invite a user',
    role: 'Role 1',
    removeUser: 'Remove the user',
    newRole: 'New role',
    newKey: 'New key',
    edit: 'Edit',
    pause: 'Pause',
    principal: 'Who',
    newRequest: 'New request',
    privacy: 'Privacy',
    correct: 'Correct',
    mergeWith: 'Merge with',
    undoMerge: 'Undo the merge',
    release: 'Let ',
    writeConsent: 'Write down a choice',
    preferenceLink: 'Preference link',
    newPurpose: 'New purpose',
    newNotice: 'New notice',
    message: 'Show the message',
    wasSent: 'The message to',
    more: 'More',
    rotate: 'Change secrets',
    removeConnection: 'Remove',
    fetchAgain: 'Fetch everything again',
    delivery: 'orders/create',
    transaction: 'transaction',
    replayAll: 'Process quarantine again',
  },
} satisfies Record<Language, Record<string, string>>;

const clicking = (what: string, ...names: (keyof (typeof words)['fr'])[]): Opening => ({
  what,
  async open(page, language) {
    for (const name of names) {
      const starts = new RegExp(`^${RegExp.escape(words[language][name])}`);
      await page.getByRole('button', { name: starts }).first().click();
    }
  },
});

/** What a connection's menu leads to. */
const fromMenu = (what: string, item: keyof (typeof words)['fr']): Opening => ({
  what,
  async open(page, language) {
    await page.getByRole('button', { name: words[language].more, exact: true }).click();
    await page.getByRole('menuitem', { name: words[language][item], exact: true }).click();
    await page.getByRole('dialog').waitFor();
  },
});

/** The removal of a connection with what it brought: a word has to be typed. */
const eraseWhatItBrought: Opening = {
  what: 'the erasure of what a connection brought',
  async open(page, language) {
    await fromMenu('', 'removeConnection').open(page, language);
    await page.getByRole('dialog').getByRole('radio').last().check();
  },
};

/** The menu of the account, with a menu in it; on a phone it is in the sidebar. */
const accountMenu = (person: string): Opening => ({
  what: 'the menu of the account',
  async open(page, language) {
    const sidebar = page.getByRole('button', { name: words[language].sidebar });
    if (await sidebar.isVisible()) await sidebar.click();
    await page.getByRole('button', { name: person }).click();
    await page.getByRole('menuitem', { name: words[language].languages }).press('ArrowRight');
    await page.getByRole('menuitemcheckbox').first().waitFor();
  },
});

const palette: Opening = {
  what: 'the palette',
  async open(page) {
    await page.keyboard.press('Control+K');
    await page.getByRole('option').first().waitFor();
  },
};

/** By page, one of each kind: dialogs with fields, a question, lists, days to choose, and a menu in a menu. */
export const openingsOf = (
  person: string,
  customer: string,
  user: string,
  { shop, tills, failing }: Connected,
): Record<string, Opening[]> => ({
  '/admin/': [palette, accountMenu(person)],
  [`/admin/customers/${customer}`]: [
    clicking('the stages', 'stage'),
    clicking('the period', 'period'),
    clicking('what a person may ask for', 'privacy'),
    clicking('the search for who else a customer is', 'mergeWith'),
  ],
  [`/admin/customers/${customer}?tab=details`]: [clicking('the correction of a customer', 'correct')],
  [`/admin/customers/${customer}?tab=core-customer-merges`]: [
    clicking('the question before a merge is undone', 'undoMerge'),
  ],
  '/admin/quarantined-identifiers': [clicking('the question before an identifier counts', 'release')],
  [`/admin/customers/${customer}?tab=core-consent-consents`]: [
    clicking('a consent written down', 'writeConsent'),
    clicking('a preference link', 'preferenceLink'),
  ],
  '/admin/messages': [
    clicking('a message', 'message'),
    clicking('the question before a message counts as sent', 'wasSent'),
  ],
  '/admin/purposes': [clicking('a new purpose', 'newPurpose'), clicking('a new notice', 'newNotice')],
  [`/admin/users/${user}`]: [
    clicking('the languages of a user', 'languages'),
    clicking('the question before a user is removed', 'removeUser'),
  ],
  '/admin/users': [
    clicking('the invitation', 'invite'),
    clicking('the roles of an invitation', 'invite', 'role'),
  ],
  '/admin/roles': [clicking('a new role', 'newRole')],
  '/admin/keys': [clicking('a new key', 'newKey')],
  '/admin/stores/LYON': [clicking('the edit of a store', 'edit')],
  '/admin/subscriptions/sales.project': [clicking('the question before a pause', 'pause')],
  '/admin/privacy/requests': [clicking('a new privacy request', 'newRequest')],
  [`/admin/connections/${failing.id}`]: [
    clicking('what can be done with a connection', 'more'),
    fromMenu('the question before everything is fetched again', 'fetchAgain'),
    fromMenu('the change of secrets', 'rotate'),
    eraseWhatItBrought,
  ],
  [`/admin/connections/${shop.id}/deliveries`]: [
    clicking('a delivery with its content', 'delivery'),
    clicking('the question before a quarantine is replayed', 'replayAll'),
  ],
  [`/admin/connections/${tills.id}/deliveries?state=quarantined`]: [
    clicking('a delivery in quarantine', 'transaction'),
  ],
  '/admin/audit': [clicking('the people of the trail', 'principal')],
});

/** Closes what is open, one after the other, as Escape does. */
export async function closeByEscape(page: Page): Promise<void> {
  const open = page.locator('[role=dialog]:visible, [role=menu]:visible, [role=listbox]:visible');
  for (let count = await open.count(); count > 0; count = await open.count()) {
    await page.keyboard.press('Escape');
    await open.nth(count - 1).waitFor({ state: 'hidden' });
  }
}
