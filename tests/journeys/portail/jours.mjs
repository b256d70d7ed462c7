/** So many days from now, as the pages write a day. */
export const day = (days) => new Date(Date.now() + days * 86_400_000).toLocaleDateString('fr-FR', { timeZone: 'Europe/Paris' });
