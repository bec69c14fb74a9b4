/** What the simulated banner tells people before they agree. */
export interface DemoNotice {
  code: string;
  texts: Record<'en' | 'fr', { text: string }>;
}

export const offers: DemoNotice = {
  code: 'offers',
  texts: {
    en: {
      text: 'Maison Simulée, a retailer that does not exist, would like to send you its news and offers. You may agree to e-mail and to SMS apart from each other, and change your mind at any time: by the link in each e-mail, by answering STOP to an SMS, or in a shop.',
    },
    fr: {
      text: 'Maison Simulée, enseigne qui n’existe pas, souhaite vous adresser ses nouveautés et ses offres. Vous pouvez accepter l’e-mail et le SMS séparément, et changer d’avis à tout moment\u00a0: par le lien de chaque e-mail, en répondant STOP à un SMS, ou en boutique.',
    },
  },
};

export const receiptsByMail: DemoNotice = {
  code: 'e-receipt',
  texts: {
    en: {
      text: 'Your receipt can be sent to you by e-mail instead of being printed. Maison Simulée, a retailer that does not exist, uses the address you give for this for nothing else, unless you agree to it apart.',
    },
    fr: {
      text: 'Votre ticket de caisse peut vous être envoyé par e-mail au lieu d’être imprimé. Maison Simulée, enseigne qui n’existe pas, n’utilise l’adresse donnée pour cela à aucune autre fin, sauf accord distinct de votre part.',
    },
  },
};

export const notices: readonly DemoNotice[] = [offers, receiptsByMail];
