import assert from 'node:assert/strict';
import { assertAccessible } from './accessible.ts';
import { browserTest } from './browser-test.ts';
import { assertKeyboardReachesAll } from './keyboard.ts';
import { pageTexts } from './page-texts.ts';

const pageOf = (body: string, head = '') =>
  `data:text/html;charset=utf-8,${encodeURIComponent(`<!doctype html><html lang="en"><head><title>Shop</title>${head}</head><body><main>${body}</main></body></html>`)}`;

browserTest('axe finds a field without a name and a text without contrast', async (visit) => {
  const { page } = await visit(pageOf('<h1>Shop</h1><input><p style="color:#ccc;background:#fff">pale</p>'));
  await assert.rejects(assertAccessible(page), /serious color-contrast at p:.*critical label at input:/s);
  const { page: good } = await visit(pageOf('<h1>Shop</h1><label>Name <input></label>'));
  await assertAccessible(good);
});

browserTest(
  'the walk by Tab finds what it can not reach, and what does not show the focus',
  async (visit) => {
    const { page: good } = await visit(
      pageOf(`<a href="#a">A</a> <input aria-label="B"> <button>C</button>
      <div role="tablist"><button role="tab">1</button><button role="tab" tabindex="-1">2</button></div>`),
    );
    await assertKeyboardReachesAll(good);

    const { page: unreached } = await visit(
      pageOf('<button>A</button> <div role="button">Not by keyboard</div>'),
    );
    await assert.rejects(assertKeyboardReachesAll(unreached), /Not by keyboard/);

    const { page: unseen } = await visit(
      pageOf(
        '<button>A</button> <button id="plain">Unseen</button>',
        '<style>#plain { outline: none }</style>',
      ),
    );
    await assert.rejects(assertKeyboardReachesAll(unseen), /"Unseen"/);
  },
);

browserTest('the texts of a page are those that people see or hear', async (visit) => {
  const { page } = await visit(
    pageOf(`<h1> Hello
      you </h1><button aria-label="Close">×</button><input placeholder="Find…"><p hidden>away</p>
      <p lang="fr">Bonjour</p><b>12</b>`),
  );
  assert.deepEqual(await pageTexts(page), ['Shop', 'Hello you', 'Close', 'Find…']);
});
