import type { Page } from 'playwright-core';
import { browserTest } from './browser/browser-test.ts';
import { type Language, languages } from './browser/look.ts';
import { logIn, somebody } from './browser/people.ts';
import { openShop } from './browser/shop.ts';
import { startTestPanel } from './browser/start-test-panel.ts';

const words = {
  fr: {
    newRole: 'Nouveau rôle',
    name: 'Nom',
    seesCustomers: 'Voir les clients et leur historique',
    save: 'Enregistrer',
    saved: 'Le rôle est enregistré.',
    users: 'Utilisateurs',
    invite: 'Inviter quelqu’un',
    role: /^Rôle 1/,
    place: /^Où, pour le rôle 1/,
    link: 'Le lien',
    password: 'Mot de passe',
    repeat: 'Le mot de passe, une seconde fois',
    start: 'Commencer',
    customers: 'Clients',
    search: 'Nom, e-mail, téléphone ou carte',
    none: /^Personne ne correspond/,
    forbidden: 'Votre rôle ne donne pas accès à cette page',
  },
  en: {
    newRole: 'New role',
    name: 'Name',
    seesCustomers: 'See customers and their history',
    save: 'Save',
    saved: 'The role is saved.',
    users: 'Users',
    invite: 'Invite a user',
    role: /^Role 1/,
    place: /^Where, for role 1/,
    link: 'The link',
    password: 'Password',
    repeat: 'The password again',
    start: 'Start',
    customers: 'Customers',
    search: 'Name, e-mail, phone or card',
    none: /^Nobody matches/,
    forbidden: 'This page is not for your role',
  },
};

/** Makes a role that sees customers, and invites somebody with it for one store. @returns the invitation's link */
async function inviteSeller(page: Page, language: Language): Promise<string> {
  const say = words[language];
  const dialog = page.getByRole('dialog');
  await page.getByRole('button', { name: say.newRole }).click();
  await dialog.getByLabel(say.name).fill('Vente Lyon');
  await dialog.getByRole('button', { name: say.newRole }).click();
  await page.getByRole('checkbox', { name: say.seesCustomers }).click();
  await page.getByRole('button', { name: say.save }).click();
  await page.getByText(say.saved).first().waitFor();

  await page.getByRole('link', { name: say.users }).click();
  await page.getByRole('button', { name: say.invite }).first().click();
  await dialog.getByLabel(say.name).fill('Lou');
  await dialog.getByLabel('E-mail').fill('lou@example.com');
  await dialog.getByRole('button', { name: say.role }).click();
  await page.getByRole('option', { name: 'Vente Lyon' }).click();
  await dialog.getByRole('button', { name: say.place }).click();
  await page.getByRole('option', { name: 'Lyon Part-Dieu' }).click();
  await dialog.getByRole('button', { name: say.invite }).click();
  return dialog.getByLabel(say.link).inputValue();
}

for (const language of languages) {
  const say = words[language];

  browserTest(
    `with a role for one store, one sees its customers, others only by an exact identifier, in "${language}"`,
    async (visit) => {
      await using app = await startTestPanel();
      const { 1002: paul } = await openShop(app);
      const { page: ofAdministrator } = await visit(`${app.url}/admin/roles`, { language });
      await logIn(ofAdministrator, language, await somebody(app));
      const link = await inviteSeller(ofAdministrator, language);

      const { page, faults } = await visit(link, { language });
      await page.getByLabel(say.password, { exact: true }).fill('a rainy day at the market');
      await page.getByLabel(say.repeat).fill('a rainy day at the market');
      await page.getByRole('button', { name: say.start }).click();

      await page.getByRole('link', { name: say.customers, exact: true }).click();
      const search = page.getByRole('searchbox', { name: say.search });
      await page.getByRole('link', { name: 'Marie Dubois' }).waitFor();
      await search.fill('martin');
      await page.getByText(say.none).waitFor();
      await search.fill('paul.martin@example.com');
      await page.getByRole('link', { name: 'Paul Martin' }).waitFor();

      // What their role has no part in isn't in the menu, and says so at its address.
      await page.goto(`${app.url}/admin/subscriptions`);
      await page.getByText(say.forbidden).first().waitFor();
      faults.expect(/answered 40[34]$/);
      await page.goto(`${app.url}/admin/customers/${paul}`);
      await page.getByRole('heading', { level: 1 }).waitFor();
    },
  );
}
