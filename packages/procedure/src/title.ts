/** A title in the six official languages. */
export type Title = Record<'ar' | 'zh' | 'en' | 'fr' | 'ru' | 'es', string>;
