/** Of the plugin API: what plugins declare, import and are given. It moves apart from core's own version. */
export const apiVersion = '1.0.0';
