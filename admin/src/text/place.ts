import { reactive } from 'vue';

/** What the deployment says of itself to everybody: where its shop is, and how people log in. */
export interface PanelInfo {
  locale: { country: string; timeZone: string; currency: string; language: string };
  /** Shown on every page, such as "this data is simulated". */
  notice: { en: string; fr: string } | null;
  providers: { id: string; title: string }[];
}

/** Until the server has answered, the defaults of a deployment. */
export const panelInfo: PanelInfo = reactive({
  locale: { country: 'FR', timeZone: 'Europe/Paris', currency: 'EUR', language: 'fr' },
  notice: null,
  providers: [],
});
