import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type OutgoingMessage, PermanentFailure, TemporaryFailure } from '@chaland/core';
import { writeMail } from './write.ts';

const message: OutgoingMessage = {
  id: '019cadc6-9a80-7f54-b9ab-5bd68e9afca6',
  customerId: 'c',
  profileId: 'p',
  contactPoint: { kind: 'email', value: 'ana@example.com' },
  channel: 'email',
  purpose: 'marketing',
  marketing: true,
  brand: null,
  language: 'fr-FR',
  links: {
    preferences: 'https://crm.example.com/preferences/t1',
    unsubscribe: 'https://crm.example.com/unsubscribe/t2',
  },
};
const sender = { from: 'boutique@example.com', fromName: 'La Boutique' };
const write = (content: object, over: Partial<OutgoingMessage> = {}) =>
  writeMail({ ...message, ...over }, { subject: 'Soldes', text: 'Bonjour', ...content }, sender);

describe('advertising', () => {
  test('has its way out in the headers and in sight, in the customer’s language', () => {
    const { headers, text, html } = write({});
    assert.deepEqual(headers, {
      'List-Unsubscribe': '<https://crm.example.com/unsubscribe/t2>',
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    });
    assert.match(text as string, /Se désinscrire : https:\/\/crm\.example\.com\/unsubscribe\/t2/);
    assert.match(
      html as string,
      /<a href="https:\/\/crm\.example\.com\/preferences\/t1">Gérer mes préférences<\/a>/,
    );
    assert.match(write({}, { language: 'de' }).text as string, /Unsubscribe : https/);
  });

  test('whose content has a link out gets no second one, and keeps its page whole', () => {
    const page = '<html><body><p>Soldes</p></body></html>';
    const { text, html } = write({ text: 'Stop: {{unsubscribe}}', html: page });
    assert.equal(text, 'Stop: https://crm.example.com/unsubscribe/t2');
    assert.match(
      html as string,
      /^<html><body><p>Soldes<\/p><hr>(.|\n)*Se désinscrire(.|\n)*<\/body><\/html>$/,
    );
    const own = '<p><a href="{{unsubscribe}}">Stop</a></p>';
    assert.doesNotMatch(write({ html: own }).html as string, /Se désinscrire/);
  });

  test('waits where the deployment does not know its own address', () => {
    assert.throws(() => write({}, { links: null }), TemporaryFailure);
  });
});

describe('a mail', () => {
  test('that is no advertising needs no link, and may have one', () => {
    const receipt = { marketing: false, purpose: 'e-receipt' };
    const { headers, text } = write({}, { ...receipt, links: null });
    assert.equal(headers, undefined);
    assert.equal(text, 'Bonjour');
    assert.equal(
      write({ text: 'Choix : {{preferences}}' }, receipt).text,
      'Choix : https://crm.example.com/preferences/t1',
    );
    assert.throws(() => write({ text: '{{preferences}}' }, { ...receipt, links: null }), TemporaryFailure);
  });

  test('is the same mail at every try', () => {
    assert.equal(write({}).messageId, '<019cadc6-9a80-7f54-b9ab-5bd68e9afca6@example.com>');
  });

  test('shows values as they are, whatever signs are in them', () => {
    const content = {
      subject: 'Pour {{name}}',
      text: 'Bonjour {{ name }}, à < 3 jours',
      values: { name: `Zoé <script>"&'</script>` },
    };
    const { subject, text, html } = write(content);
    assert.equal(subject, `Pour Zoé <script>"&'</script>`);
    assert.match(text as string, /^Bonjour Zoé <script>"&'<\/script>, à < 3 jours/);
    const escaped = 'Zoé &lt;script&gt;&quot;&amp;&#39;&lt;/script&gt;';
    assert.ok((html as string).includes(`<p>Bonjour ${escaped}, à &lt; 3 jours</p>`));
    assert.ok(
      (write({ ...content, html: '<b title="{{name}}">{{name}}</b>' }).html as string).includes(
        `<b title="${escaped}">${escaped}</b>`,
      ),
    );
  });

  test('never greets anybody as {{name}}', () => {
    assert.throws(() => write({ text: 'Bonjour {{name}}' }), PermanentFailure);
    assert.throws(() => write({ subject: '{{toString}}' }), PermanentFailure);
  });

  test('made of text alone keeps its paragraphs and links in HTML', () => {
    const { html } = write({ text: 'A\nB\n\nVoir https://example.com/a?b=1&c=2.' });
    assert.ok((html as string).includes('<p>A<br>\nB</p>'));
    assert.ok(
      (html as string).includes(
        '<a href="https://example.com/a?b=1&amp;c=2">https://example.com/a?b=1&amp;c=2</a>.',
      ),
    );
  });
});
