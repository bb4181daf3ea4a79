/** Labels of the Traffic Light Protocol 2.0, the strictest first. They are the same words in every language. */
export const TLP_LABELS = ['RED', 'AMBER+STRICT', 'AMBER', 'GREEN', 'CLEAR'] as const;
export type TlpLabel = (typeof TLP_LABELS)[number];
