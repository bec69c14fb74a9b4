import type { Page } from 'playwright-core';
import type { Language } from './look.ts';
import type { TestPanel } from './start-test-panel.ts';

/** Somebody who can log in. */
export interface Person {
  id: string;
  email: string;
  name: string;
  password: string;
}

export interface PersonOptions extends Partial<Omit<Person, 'id'>> {
  /** The permissions of a role made for them; an administrator where absent. */
  permissions?: readonly string[];
  /** Where the role holds; everywhere where absent. */
  place?: { store?: string; brand?: string };
}

let made = 0;

/** Makes somebody who can log in at once. */
export async function somebody(
  { access }: TestPanel,
  { permissions, place = {}, ...given }: PersonOptions = {},
): Promise<Person> {
  const number = ++made;
  const {
    email = `person-${number}@example.com`,
    name = `Dominique ${number}`,
    password = 'a rainy day at the market',
  } = given;
  const code = `role-${number}`;
  if (permissions) await access.roles.create({ code, name: code, permissions });
  const role = permissions ? code : 'administrator';
  const { id } = await access.addUser({ email, name, password, grants: [{ role, ...place }] });
  return { id, email, name, password };
}

/** The words on the way in and out. */
const words = {
  fr: {
    email: 'E-mail',
    password: 'Mot de passe',
    submit: 'Se connecter',
    out: 'Se déconnecter',
    title: 'Connexion',
  },
  en: { email: 'E-mail', password: 'Password', submit: 'Log in', out: 'Log out', title: 'Log in' },
};

/** Logs in as people do, on the page where nobody is yet. */
export async function logIn(
  page: Page,
  language: Language,
  { email, password }: Pick<Person, 'email' | 'password'>,
): Promise<void> {
  const { email: emailLabel, password: passwordLabel, submit } = words[language];
  await page.getByLabel(emailLabel).fill(email);
  await page.getByLabel(passwordLabel).fill(password);
  await page.getByRole('button', { name: submit }).click();
}

/** Logs out by the menu of the account. */
export async function logOut(page: Page, language: Language, { name }: Pick<Person, 'name'>): Promise<void> {
  const { out, title } = words[language];
  await page.getByRole('button', { name }).click();
  await page.getByRole('menuitem', { name: out }).click();
  await page.getByRole('heading', { name: title }).waitFor();
}
