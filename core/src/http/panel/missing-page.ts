/** What `/admin/` says where no panel is built: how to build it, in both languages. */
export const missingPage = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Chaland</title>
<style>
:root { color-scheme: light dark; font: 16px/1.6 system-ui, sans-serif }
body { max-width: 36rem; margin: 15vh auto; padding: 0 1.5rem }
pre { padding: .75rem 1rem; border: 1px solid color-mix(in srgb, currentColor 25%, transparent); border-radius: .5rem }
</style>
</head>
<body>
<main>
<h1>The panel is not built yet</h1>
<p>The API runs. To build the panel, install it and build it beside <code>chaland.config.ts</code>:</p>
<pre>npm install @chaland/admin
npx chaland build</pre>
<p>Then reload this page. While you develop, <code>npx chaland dev</code> serves it without building.</p>
<div lang="fr">
<h2>Le panneau n’est pas encore construit</h2>
<p>L’API fonctionne. Pour le panneau, lancez les deux commandes ci-dessus, puis rechargez cette page.</p>
</div>
</main>
</body>
</html>
`;
