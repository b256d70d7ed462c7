//! What waits in the database, and whom the registry speaks to.

use ambient::Timestamp;
use diagnosis::{Said, reach};
use outbox::Figures;
use registry_outbound::Smtp;
use registry_store::Surveillance;
use url::Url;

use super::Cas;

const SANS_BASE: &str = "the database is out of reach, or its tables are not those of this version";
const BASE_D_ABORD: &str = "look at the database first";

pub async fn lettres(cas: &Cas) -> Said {
    let Some(magasin) = &cas.magasin else { return Said::unseen(SANS_BASE) };
    match magasin.courrier().figures().await {
        Ok(vues) => attente(&vues, cas.ambient.now()),
        Err(erreur) => Said::wrong(erreur.to_string(), BASE_D_ABORD),
    }
}

/// Seconds: an hour, then a day.
const TARD: u64 = 3_600;
const BLOQUE: u64 = 86_400;

fn attente(vues: &Figures, maintenant: Timestamp) -> Said {
    let age = vues.oldest.map_or(0, |le| maintenant.since(le).as_secs());
    let says = format!("{} mails wait, the oldest for {} min", vues.waiting, age / 60);
    let remedy = "see what the mail server answers (registry-server courrier), and that a node runs";
    let vieux = match age {
        0..TARD => Said::ok(""),
        TARD..BLOQUE => Said::warning(says, remedy),
        _ => Said::wrong(says, remedy),
    };
    let mortes = match vues.dead {
        0 => Said::ok(""),
        combien => Said::warning(
            format!("{combien} mails were given up"),
            "registry-server courrier names them; --relancer sends one again once the cause is gone",
        ),
    };
    Said::of(vec![vieux, mortes], "nothing waits for more than an hour")
}

pub async fn fond(cas: &Cas) -> Said {
    let Some(magasin) = &cas.magasin else { return Said::unseen(SANS_BASE) };
    let maintenant = cas.ambient.now();
    match magasin.surveillance(maintenant).await {
        Ok(vu) => en_retard(&vu, maintenant),
        Err(erreur) => Said::wrong(erreur.to_string(), BASE_D_ABORD),
    }
}

fn en_retard(vu: &Surveillance, maintenant: Timestamp) -> Said {
    let mut vus = Vec::new();
    let depuis = |le: Timestamp| maintenant.since(le).as_secs();
    if let Some(secondes) = vu.fin_non_dite.map(depuis).filter(|secondes| *secondes > 30) {
        let remedy = "see that a node runs, and its log: every node tells the ends that have come each second";
        vus.push(Said::wrong(format!("the end of a situation is not told since {secondes} s"), remedy));
    }
    for (combien, quoi) in [(vu.cartes_a_opposer, "oppositions"), (vu.certificats_a_revoquer, "revocations")] {
        if combien > 0 {
            let says = format!("{combien} {quoi} wait for the authority");
            vus.push(Said::warning(says, "see the check `authority`; each is asked for again every five seconds"));
        }
    }
    if vu.lots_sans_travail > 0 {
        let says = format!("{} confirmed files are worked on by nobody", vu.lots_sans_travail);
        vus.push(Said::warning(says, "a node takes them up within seconds: see that one runs, and its log"));
    }
    if vu.figures_le.is_some_and(|le| depuis(le) > 7_200) {
        let says = "the figures of the dashboards are older than two hours";
        vus.push(Said::warning(says, "a node takes them every quarter of an hour: see its log"));
    }
    Said::of(vus, "nothing is late")
}

pub async fn courrier(cas: &Cas) -> Said {
    let Some(reglages) = &cas.config.courrier else {
        return Said::warning(
            "no table courrier: mails wait in the outbox",
            "write [courrier] where people are registered here",
        );
    };
    let porte = format!("{}:{}", reglages.host, reglages.port);
    let remedy =
        "check host, port and encryption (465 tls, 587 starttls), user, password_file and ca_file of [courrier]";
    let smtp = match reglages.serveur(cas.garde) {
        Ok(serveur) => Smtp::new(serveur).map_err(|erreur| erreur.to_string()),
        Err(erreur) => Err(erreur.to_string()),
    };
    let dit = match smtp {
        Ok(smtp) => smtp.joignable().await,
        Err(erreur) => Err(erreur),
    };
    match dit {
        Ok(()) => Said::ok(format!("{porte} speaks with us")),
        Err(erreur) => Said::wrong(format!("{porte}: {erreur}"), remedy),
    }
}

pub async fn fournisseurs(cas: &Cas) -> Said {
    let Some(portail) = &cas.config.portail else { return Said::ok("no portal is served") };
    let mut vus = Vec::new();
    for (cle, issuer) in [
        ("portail.caducee.issuer", &portail.caducee.issuer),
        ("portail.franceconnect.issuer", &portail.franceconnect.issuer),
    ] {
        vus.push(match issuer.parse::<Url>() {
            Ok(url) => porte(cle, &url).await,
            Err(erreur) => Said::wrong(format!("{cle}: {erreur}"), "copy the `issuer` of its discovery document"),
        });
    }
    Said::of(vus, "both take connections")
}

pub async fn igc(cas: &Cas) -> Said {
    match &cas.config.igc {
        Some(igc) => porte("igc.url", &igc.url).await,
        None => Said::ok("none is named: nobody orders certificates or cards here"),
    }
}

async fn porte(cle: &str, url: &Url) -> Said {
    reach::opens(cle, url.host_str().unwrap_or_default(), url.port_or_known_default().unwrap_or(443)).await
}

#[cfg(test)]
mod tests {
    use ambient::Seconds;
    use diagnosis::Verdict;

    use super::*;

    const MAINTENANT: Timestamp = Timestamp::from_seconds(1_800_000_000);

    #[test]
    fn mails_that_wait_for_long_or_were_given_up_are_told() {
        let dit = |age: i64, dead| {
            let oldest = Some(MAINTENANT.minus(Seconds(age)));
            attente(&Figures { waiting: 1, dead, returned: 0, oldest }, MAINTENANT).verdict
        };
        assert_eq!([3_599, 3_600, 86_400].map(|age| dit(age, 0)), [Verdict::Ok, Verdict::Warning, Verdict::Wrong]);
        assert_eq!(dit(0, 1), Verdict::Warning);
    }

    #[test]
    fn an_end_that_is_not_told_is_wrong_and_what_waits_for_the_authority_a_warning() {
        let dit = |vu: Surveillance| en_retard(&vu, MAINTENANT);
        assert_eq!(dit(Surveillance::default()), Said::ok("nothing is late"));
        let fin =
            |depuis| Surveillance { fin_non_dite: Some(MAINTENANT.minus(Seconds(depuis))), ..Surveillance::default() };
        assert_eq!((dit(fin(5)).verdict, dit(fin(60)).verdict), (Verdict::Ok, Verdict::Wrong));
        for vu in [
            Surveillance { cartes_a_opposer: 1, ..Surveillance::default() },
            Surveillance { lots_sans_travail: 1, ..Surveillance::default() },
            Surveillance { figures_le: Some(MAINTENANT.minus(Seconds::hours(3))), ..Surveillance::default() },
        ] {
            assert_eq!(dit(vu).verdict, Verdict::Warning, "{vu:?}");
        }
    }
}
