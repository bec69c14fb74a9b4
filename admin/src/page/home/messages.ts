import { defineMessages } from '../../text/messages.ts';

export const messages = defineMessages('core-home', {
  en: {
    title: 'Home',
    hello: 'Good day, {name}',
    start: 'Begin here',
    lead: 'This deployment knows no customer yet. They come with what happens in your stores.',
    send: 'Let your till or web shop send what happens: one POST to /api/moments for each receipt or visit.',
    docs: 'The API’s documentation',
    quiet: 'Nothing to show yet',
    quietLead: 'Plugins show their figures here. For now, find a customer.',
    find: 'Find a customer',
  },
  fr: {
    title: 'Accueil',
    hello: 'Bonjour {name}',
    start: 'Pour commencer',
    lead: 'Aucun client n’est encore connu. Ils arrivent avec ce qui se passe dans vos magasins.',
    send: 'Laissez votre caisse ou votre boutique en ligne envoyer ce qui se passe : un POST vers /api/moments par ticket ou par visite.',
    docs: 'La documentation de l’API',
    quiet: 'Rien à afficher pour l’instant',
    quietLead: 'Les extensions montrent ici leurs chiffres. En attendant, trouvez un client.',
    find: 'Trouver un client',
  },
});
