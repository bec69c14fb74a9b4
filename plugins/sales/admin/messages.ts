import { defineMessages } from '@chaland/admin';
import en from '../locales/en.json';
import fr from '../locales/fr.json';

export const messages = defineMessages('sales', { en: en.sales, fr: fr.sales });
