use serde_json::Value;

use crate::provider::SignedIn;

pub fn page(user: Option<&SignedIn>) -> String {
    let body = match user {
        Some(user) => signed_in(user),
        None => "<p>non connecté</p>\n<form action=\"/connexion\"><button>Se connecter</button></form>".to_owned(),
    };
    format!(
        r#"<!doctype html>
<html lang="fr">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Exemple Rust</title>
<main><h1>Exemple Rust</h1>
{body}
</main>
</html>
"#
    )
}

fn signed_in(user: &SignedIn) -> String {
    let said = |name| user.situation.as_ref().and_then(|situation| situation.get(name)).and_then(Value::as_str);
    let (place, role) = (said("raisonSociale").unwrap_or("aucune"), said("codeGenreActivite").unwrap_or_default());
    format!(
        r#"<p>connecté : {}</p>
<p>situation : {} ({})</p>
<form action="/changer-situation"><button>Changer de situation</button></form>
<form action="/appel"><button>Appeler l’API</button></form>
<form action="/rafraichir" method="post"><button>Rafraîchir</button></form>
<form action="/deconnexion" method="post"><button>Se déconnecter</button></form>"#,
        escape(&user.nom),
        escape(place),
        escape(role)
    )
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;").replace('\'', "&#39;")
}
