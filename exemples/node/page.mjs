const escape = (text) => String(text).replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

const place = (situation) => (situation ? `${situation.raisonSociale ?? ''} (${situation.codeGenreActivite ?? ''})` : 'aucune');

const signedIn = ({ nom, situation }) => `<p>connecté : ${escape(nom)}</p>
<p>situation : ${escape(place(situation))}</p>
<form action="/changer-situation"><p><button>Changer de situation</button></p></form>
<form action="/appel"><p><button>Appeler l’API</button></p></form>
<form action="/rafraichir" method="post"><p><button>Rafraîchir</button></p></form>
<form action="/deconnexion" method="post"><p><button>Se déconnecter</button></p></form>`;

const signedOut = `<p>non connecté</p>
<form action="/connexion"><p><button>Se connecter</button></p></form>`;

export const page = (user) => `<!doctype html>
<html lang="fr">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Exemple Node</title>
<main><h1>Exemple Node</h1>
${user ? signedIn(user) : signedOut}
</main>
</html>
`;
