use serde_json::Value;

use crate::provider::SignedIn;

pub fn page(user: Option<&SignedIn>) -> String {
    let body = match user {
        Some(user) => signed_in(user),
        None => {
            "<p>non connecté</p>\n<form action=\"/connexion\"><p><button>Se connecter</button></p></form>".to_owned()
        }
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
<form action="/changer-situation"><p><button>Changer de situation</button></p></form>
<form action="/appel"><p><button>Appeler l’API</button></p></form>
<form action="/rafraichir" method="post"><p><button>Rafraîchir</button></p></form>
<form action="/deconnexion" method="post"><p><button>Se déconnecter</button></p></form>"#,
        escape(&user.nom),
        escape(place),
        escape(role)
    )
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;").replace('\'', "&#39;")
}
