import { browserTest } from './browser/browser-test.ts';
import { languages } from './browser/look.ts';
import { logIn, somebody } from './browser/people.ts';
import { openShop } from './browser/shop.ts';
import { startTestPanel } from './browser/start-test-panel.ts';

const words = {
  fr: {
    search: 'Nom, e-mail, téléphone ou carte',
    forbidden: 'Votre rôle ne donne pas accès à cette page',
    none: /^Personne ne correspond/,
  },
  en: {
    search: 'Name, e-mail, phone or card',
    forbidden: 'This page is not for your role',
    none: /^Nobody matches/,
  },
};

for (const language of languages) {
  const say = words[language];

  browserTest(
    `a seller sees the customers of their store, others only by an exact identifier, in "${language}"`,
    async (visit) => {
      await using app = await startTestPanel();
      const { 1002: paul } = await openShop(app);
      const seller = await somebody(app, {
        permissions: ['customers.read', 'moments.read'],
        place: { store: 'LYON' },
      });
      const { page, faults } = await visit(`${app.url}/admin/customers`, { language });
      await logIn(page, language, seller);

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
