import type { Language } from '@chaland/core';
import type { ReturnedKind } from '../contract.ts';

type Type = 'receipt' | 'return';

/** What e-receipts say: the page, the mail, the code. */
const french = {
  title: { receipt: 'Votre ticket', return: 'Votre retour' } as Record<Type, string>,
  number: 'N° {number}',
  article: 'Article',
  quantity: 'Qté',
  amount: 'Montant',
  amountBeforeTax: 'Montant HT',
  discount: 'Remise',
  beforeDiscounts: 'Avant remises',
  discounts: 'Remises',
  rounding: 'Arrondi',
  total: { receipt: 'Total', return: 'Remboursé' } as Record<Type, string>,
  paid: { receipt: 'Réglé par', return: 'Remboursé par' } as Record<Type, string>,
  tax: 'TVA',
  rate: 'Taux',
  base: 'Base HT',
  taxAmount: 'TVA',
  taxTotal: 'TTC',
  returnTitle: 'Échange ou retour',
  returnLead: 'Présentez ce code en magasin.',
  returnLabel: 'Code de retour du ticket {number}',
  until: 'Ce lien est valable jusqu’au {date}.',
  qrLabel: 'Code QR : ouvrir le ticket',
  kinds: {
    goods: 'Article',
    service: 'Prestation',
    shipping: 'Livraison',
    fee: 'Frais',
    gift_card: 'Carte cadeau',
    credit_note: 'Avoir',
    deposit: 'Acompte ou consigne',
    tip: 'Pourboire',
    donation: 'Don',
    allowance: 'Geste commercial',
  } as Record<ReturnedKind, string>,
  tenders: {
    cash: 'espèces',
    card: 'carte bancaire',
    cheque: 'chèque',
    transfer: 'virement',
    wallet: 'paiement mobile',
    account: 'compte client',
    gift_card: 'carte cadeau',
    credit_note: 'avoir',
    voucher: 'bon d’achat',
    deposit: 'acompte',
  } as Record<string, string>,
  claimTitle: 'Rattacher ce ticket à votre nom',
  claimLead:
    'C’est facultatif : le ticket reste à vous sans cela. Donnez au moins l’un des trois pour le retrouver avec vos achats.',
  email: 'Adresse e-mail',
  phone: 'Téléphone mobile',
  card: 'Carte de fidélité',
  consentTitle: 'Recevoir de nos nouvelles',
  consentLead: 'Facultatif aussi. Rien n’est coché d’avance.',
  by: { email: 'par e-mail', sms: 'par SMS' },
  claim: 'Rattacher ce ticket',
  claimed: 'C’est fait : ce ticket est rattaché à votre nom.',
  agreed: 'Vos choix sont enregistrés.',
  notClaimed: 'Ce ticket est déjà rattaché.',
  nobody: 'Donnez une adresse e-mail, un numéro de téléphone ou un numéro de carte valable.',
  badEmail: 'Cette adresse e-mail n’est pas valable.',
  badPhone: 'Ce numéro de téléphone n’est pas valable.',
  badCard: 'Ce numéro de carte n’est pas valable.',
  noEmail: 'Pour recevoir de nos nouvelles par e-mail, donnez une adresse.',
  noPhone: 'Pour recevoir de nos nouvelles par SMS, donnez un numéro de mobile.',
  forgedTitle: 'Ce lien n’est pas valable',
  forged: 'Il est peut-être incomplet. Scannez à nouveau le code, ou ouvrez le lien depuis le message reçu.',
  expiredTitle: 'Ce lien a expiré',
  expired: 'Le magasin peut encore retrouver votre ticket : demandez-lui un nouveau lien.',
  goneTitle: 'Ce ticket n’est plus disponible',
  gone: 'Les données de cette personne ont été effacées.',
  failedTitle: 'Cela n’a pas marché',
  failed: 'Rien n’a changé. Réessayez dans un instant.',
  mailSubject: (type: Type, store: string) =>
    `${type === 'receipt' ? 'Votre ticket' : 'Votre retour'}${store && ` – ${store}`}`,
  mail: (type: Type) =>
    `Bonjour,

Voici votre ${type === 'receipt' ? 'ticket de caisse' : 'justificatif de retour'}, {{total}}\u00a0:

{{link}}

{{store}}

Votre adresse a servi à vous envoyer ce ticket. Elle ne sert à rien d’autre.`,
};

const english: typeof french = {
  title: { receipt: 'Your receipt', return: 'Your return' },
  number: 'No. {number}',
  article: 'Item',
  quantity: 'Qty',
  amount: 'Amount',
  amountBeforeTax: 'Amount before VAT',
  discount: 'Discount',
  beforeDiscounts: 'Before discounts',
  discounts: 'Discounts',
  rounding: 'Rounding',
  total: { receipt: 'Total', return: 'Paid back' },
  paid: { receipt: 'Paid by', return: 'Paid back by' },
  tax: 'VAT',
  rate: 'Rate',
  base: 'Before VAT',
  taxAmount: 'VAT',
  taxTotal: 'With VAT',
  returnTitle: 'Exchange or return',
  returnLead: 'Show this code in the store.',
  returnLabel: 'Return code of receipt {number}',
  until: 'This link is good until {date}.',
  qrLabel: 'QR code: open the receipt',
  kinds: {
    goods: 'Item',
    service: 'Service',
    shipping: 'Delivery',
    fee: 'Fee',
    gift_card: 'Gift card',
    credit_note: 'Credit note',
    deposit: 'Deposit',
    tip: 'Tip',
    donation: 'Donation',
    allowance: 'Goodwill refund',
  },
  tenders: {
    cash: 'cash',
    card: 'card',
    cheque: 'cheque',
    transfer: 'bank transfer',
    wallet: 'mobile wallet',
    account: 'on account',
    gift_card: 'gift card',
    credit_note: 'credit note',
    voucher: 'voucher',
    deposit: 'deposit',
  },
  claimTitle: 'Put this receipt in your name',
  claimLead:
    'By choice: the receipt is yours without it. Give at least one of the three to find it with your purchases.',
  email: 'E-mail address',
  phone: 'Mobile phone',
  card: 'Loyalty card',
  consentTitle: 'Hear from us',
  consentLead: 'By choice too. Nothing is ticked for you.',
  by: { email: 'by e-mail', sms: 'by text message' },
  claim: 'Put it in my name',
  claimed: 'Done: this receipt is in your name.',
  agreed: 'Your choices are saved.',
  notClaimed: 'This receipt is in somebody’s name already.',
  nobody: 'Give a valid e-mail address, phone number or card number.',
  badEmail: 'This e-mail address is not valid.',
  badPhone: 'This phone number is not valid.',
  badCard: 'This card number is not valid.',
  noEmail: 'To hear from us by e-mail, give an address.',
  noPhone: 'To hear from us by text message, give a mobile number.',
  forgedTitle: 'This link is not valid',
  forged:
    'It may have been cut short. Scan the code again, or open the link in the message that you received.',
  expiredTitle: 'This link has expired',
  expired: 'The store can still find your receipt: ask for a new link there.',
  goneTitle: 'This receipt is no longer available',
  gone: 'The data of this person was erased.',
  failedTitle: 'That did not work',
  failed: 'Nothing changed. Try again in a moment.',
  mailSubject: (type, store) =>
    `${type === 'receipt' ? 'Your receipt' : 'Your return'}${store && ` – ${store}`}`,
  mail: (type) =>
    `Hello,

Here is your ${type === 'receipt' ? 'receipt' : 'proof of return'}, {{total}}:

{{link}}

{{store}}

Your address was used to send you this receipt. It serves for nothing else.`,
};

export type Words = typeof french;
export const wordsOf = (language: Language): Words => (language === 'fr' ? french : english);
