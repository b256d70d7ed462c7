const escape = (text) => String(text).replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

const place = (situation) => (situation ? `${situation.raisonSociale ?? ''} (${situation.codeGenreActivite ?? ''})` : 'aucune');

const signedIn = ({ nom, situation }) => `<p>connecté : ${escape(nom)}</p>
<p>situation : ${escape(place(situation))}</p>
<form action="/changer-situation"><button>Changer de situation</button></form>
<form action="/appel"><button>Appeler l’API</button></form>
<form action="/rafraichir" method="post"><button>Rafraîchir</button></form>
<form action="/deconnexion" method="post"><button>Se déconnecter</button></form>`;

const signedOut = `<p>non connecté</p>
<form action="/connexion"><button>Se connecter</button></form>`;

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
