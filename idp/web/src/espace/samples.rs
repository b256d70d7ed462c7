use pages::Connecte;

use super::*;

impl Samples for PageEspace {
    fn samples(langue: Langue) -> Vec<(&'static str, Self)> {
        vec![("tout", full(langue)), ("rien", empty(langue))]
    }
}

fn empty(langue: Langue) -> PageEspace {
    let mut cadre = crate::samples::cadre(langue);
    cadre.espace = cadre.t("espace-nom");
    PageEspace {
        csrf: crate::samples::csrf(),
        fait: Some("espace-fait-rien".to_owned()),
        numero: "3690990015/CPET0002".to_owned(),
        ecps: None,
        cartes: vec![],
        cles: vec![],
        sessions: vec![],
        services: vec![],
        histoire: vec![],
        suite: None,
        adresses: Adresses::new(str::to_owned),
        imprime: "—".to_owned(),
        cadre,
    }
}

fn full(langue: Langue) -> PageEspace {
    let row = |icone, titre: &str, detail: &str, ici| Rangee {
        icone,
        titre: titre.to_owned(),
        details: vec![detail.to_owned()],
        valeur: "exemple".to_owned(),
        ici,
    };
    let empty = empty(langue);
    let ecps = Ecps {
        details: vec!["Valable jusqu’au 23 novembre 2029".to_owned()],
        mot: empty.cadre.t("espace-ecps-active"),
        ton: "ok",
        icone: Icone::Check,
        active: true,
    };
    let connecte =
        Connecte { nom: "Alba FICTIF-ROUX".into(), role: String::new(), deconnexion: routes::DECONNEXION.into() };
    PageEspace {
        fait: Some("espace-fait-session".to_owned()),
        numero: "899900000011".to_owned(),
        ecps: Some(ecps),
        cartes: vec![row(Icone::Card, "Carte finissant par 4471", "Vue le 23 novembre 2026", false)],
        cles: vec![row(Icone::Key, "Tablette maison", "Ajoutée le 3 octobre 2026", false)],
        sessions: vec![
            row(Icone::Laptop, "Firefox sur Windows", "Depuis 6 h 04", true),
            row(Icone::Laptop, "Safari sur iPad", "Depuis 5 h 47", false),
        ],
        services: vec![row(Icone::Plug, "Dossier résident", "EHPAD FICTIF LES TILLEULS", false)],
        histoire: Ligne::exemples(),
        suite: Some(format!("{}?avant=1795410132000", routes::ESPACE_HISTOIRE)),
        cadre: empty.cadre.avec_connecte(connecte),
        ..empty
    }
}
