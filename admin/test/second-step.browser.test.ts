import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { assertAccessible } from './browser/accessible.ts';
import { authenticatorCode } from './browser/authenticator.ts';
import { browserTest } from './browser/browser-test.ts';
import { languages } from './browser/look.ts';
import { logIn, logOut, somebody } from './browser/people.ts';
import { startTestPanel } from './browser/start-test-panel.ts';

const words = {
  fr: {
    start: 'Configurer',
    password: 'Votre mot de passe, pour continuer',
    next: 'Continuer',
    code: 'Les six chiffres que l’application affiche',
    enable: 'Activer',
    download: 'Télécharger',
    kept: 'Je les ai gardés',
    stop: 'Désactiver',
    off: 'Désactivée',
    on: 'Activée',
    asked: 'Code',
    submit: 'Se connecter',
    wrong: /Ce code n’est pas valable/,
  },
  en: {
    start: 'Set up',
    password: 'Your password, to go on',
    next: 'Continue',
    code: 'The six digits that the app shows',
    enable: 'Switch on',
    download: 'Download',
    kept: 'I have kept them',
    stop: 'Switch off',
    off: 'Off',
    on: 'On',
    asked: 'Code',
    submit: 'Log in',
    wrong: /This code is not valid/,
  },
};

for (const language of languages) {
  const say = words[language];

  browserTest(`who has set up an authenticator is asked for its code, in "${language}"`, async (visit) => {
    await using app = await startTestPanel();
    const ana = await somebody(app, { name: 'Ana Lopez' });
    const { page, faults } = await visit(`${app.url}/admin/account`, { language });
    await logIn(page, language, ana);

    await page.getByRole('button', { name: say.start }).click();
    await page.getByLabel(say.password).fill(ana.password);
    await page.getByRole('button', { name: say.next }).click();
    const secret = (await page.locator('main code').textContent())!.replaceAll(/\s/g, '');
    await page.getByLabel(say.code).fill(authenticatorCode(secret, app.clock.now()));
    await page.mouse.move(0, 0);
    await assertAccessible(page, 'the QR code');
    await page.getByRole('button', { name: say.enable }).click();
    await page.getByRole('button', { name: say.kept }).waitFor();
    await page.mouse.move(0, 0);
    await assertAccessible(page, 'the recovery codes');
    const downloading = page.waitForEvent('download');
    await page.getByRole('link', { name: say.download }).click();
    const file = await readFile(await (await downloading).path(), 'utf8');
    const recoveryCodes = file.match(/^[A-Z2-7]{4}(-[A-Z2-7]{4}){3}$/gm) ?? [];
    assert.equal(recoveryCodes.length, 10);
    await page.getByRole('button', { name: say.kept }).click();
    await page.getByText(say.on, { exact: true }).waitFor();
    await logOut(page, language, ana);

    // The same code once more, then the next one.
    faults.expect(/^POST \/api\/session answered 401$/);
    await logIn(page, language, ana);
    await page.getByLabel(say.asked).fill(authenticatorCode(secret, app.clock.now()));
    await page.getByRole('button', { name: say.submit }).click();
    await page.getByRole('alert').getByText(say.wrong).waitFor();
    app.clock.advance({ seconds: 30 });
    await page.getByLabel(say.asked).fill(authenticatorCode(secret, app.clock.now()));
    await page.getByRole('button', { name: say.submit }).click();
    await logOut(page, language, ana);

    // The phone is gone: a recovery code opens the account, where the second step can be switched off.
    await logIn(page, language, ana);
    await page.getByLabel(say.asked).fill(recoveryCodes[0]!.toLowerCase());
    await page.getByRole('button', { name: say.submit }).click();
    await page.getByRole('button', { name: ana.name }).waitFor();
    await page.goto(`${app.url}/admin/account`);
    await page.getByRole('button', { name: say.stop }).click();
    await page.keyboard.type(ana.password);
    await page.keyboard.press('Enter');
    await page.getByText(say.off, { exact: true }).waitFor();
  });
}
