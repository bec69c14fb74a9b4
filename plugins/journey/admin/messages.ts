import { defineMessages } from '@chaland/admin';
import en from '../locales/en.json';
import fr from '../locales/fr.json';

export const messages = defineMessages('journey', { en: en.journey, fr: fr.journey });
