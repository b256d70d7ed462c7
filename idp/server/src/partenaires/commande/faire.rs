use std::fmt::Write as _;
use std::path::Path;

use ambient::{ExposeSecret as _, Seconds};
use idp_partenaires::{
    Acteur, Bureau, Decision, Entree, Environnement, Fiche, Nouvelle, OrganisationId, Qui, Refus, ServiceId, Tournee,
};
use serde::de::DeserializeOwned;

use super::{Client, Garder, PartenairesError, Service, Verbe};

type Dit = Result<String, PartenairesError>;

/// What the record of this installation is enough for.
pub async fn faire((bureau, entree): (&Bureau, &Entree), verbe: Verbe) -> Dit {
    match verbe {
        Verbe::Lister => lister(bureau).await,
        Verbe::CreerOrganisation { nom, responsable } => {
            let organisation = bureau.ouvrir_organisation(&nom, &responsable).await?;
            Ok(format!("{}\t{}\n", organisation.id, organisation.nom))
        }
        Verbe::RendreAcces { courriel, constat } => {
            let lien = entree.rendre(&courriel, &constat).await?;
            Ok(format!("{}\nIt serves once, for an hour. Hand it to the person that you know.\n", lien.expose_secret()))
        }
        Verbe::CreerCle { organisation, nom, portee, jours } => {
            let faite = bureau.creer_cle(&acteur(&organisation), &nom, (portee, jours)).await?;
            Ok(format!("key: {}\n{}\n", faite.cle.id, faite.secret.expose_secret()))
        }
        Verbe::VerifierAdresse { adresse } => Ok(verifier(bureau, &adresse)),
        Verbe::Demandes | Verbe::Decider { .. } | Verbe::DemanderProduction { .. } => production(bureau, verbe).await,
        autre => de_service(bureau, autre).await,
    }
}

async fn de_service(bureau: &Bureau, verbe: Verbe) -> Dit {
    match verbe {
        Verbe::CreerService { organisation, nom, lieu, retours, fichier } => {
            let fiche = match fichier {
                Some(fichier) => lu(&fichier)?,
                None => {
                    let (nom, lieu) = (nom.unwrap_or_default(), lieu.unwrap_or_default());
                    Fiche { nom, lieu, adresses_retour: retours, ..Fiche::default() }
                }
            };
            creer(bureau, &organisation, fiche).await
        }
        Verbe::Voir(service) => {
            let (acteur, id) = de(&service);
            ecrit(&bureau.service(&acteur, &id).await?.service.fiche)
        }
        Verbe::Modifier { service, fichier } => {
            let ((acteur, id), fiche) = (de(&service), lu(&fichier)?);
            let version = bureau.service(&acteur, &id).await?.service.version;
            bureau.modifier(&acteur, &id, (version, fiche)).await?;
            ecrit(&bureau.service(&acteur, &id).await?.service.fiche)
        }
        Verbe::Retirer(service) => {
            let (acteur, id) = de(&service);
            bureau.retirer(&acteur, &id).await?;
            Ok(format!("{id}\n"))
        }
        autre => preuve(bureau, autre).await,
    }
}

async fn preuve(bureau: &Bureau, verbe: Verbe) -> Dit {
    match verbe {
        Verbe::TournerSecret { client, garder } => tourner(bureau, &client, (Nouvelle::Secret, garder)).await,
        Verbe::TournerCles { client, jwks, jwks_uri, garder } => {
            let nouvelle = match (jwks, jwks_uri) {
                (Some(fichier), _) => Nouvelle::Jwks(lu(&fichier)?),
                (None, uri) => Nouvelle::JwksUri(uri.unwrap_or_default()),
            };
            tourner(bureau, &client, (nouvelle, garder)).await
        }
        Verbe::TournerCertificat { client, sujet, garder } => {
            let nouvelle = Nouvelle::Certificat(idp_core::client::TlsSubject::SubjectDn(sujet));
            tourner(bureau, &client, (nouvelle, garder)).await
        }
        Verbe::FinirAncienne(client) => {
            let id = ServiceId::from(client.service.as_str());
            bureau.finir_l_ancienne(&acteur(&client.organisation), &id, client.environnement).await?;
            Ok(format!("{id}\n"))
        }
        _ => Err(PartenairesError::Ailleurs),
    }
}

async fn production(bureau: &Bureau, verbe: Verbe) -> Dit {
    match verbe {
        Verbe::DemanderProduction { service, usage } => {
            let (acteur, id) = de(&service);
            bureau.demander_la_production(&acteur, &id, (&usage, true)).await?;
        }
        Verbe::Decider { service, accepter, completer, refuser } => {
            let decision = match (accepter, completer, refuser) {
                (true, ..) => Decision::Accepter,
                (_, Some(motif), _) => Decision::Completer(motif),
                (.., motif) => Decision::Refuser(motif.unwrap_or_default()),
            };
            let id = ServiceId::from(service);
            let (_, vue) = bureau.demande(&id).await?;
            bureau.decider(Qui::Exploitant, &id, (vue.version, &decision)).await?;
        }
        _ => {}
    }
    let mut text = String::new();
    for vue in bureau.demandes().await? {
        let _ = writeln!(text, "{}\t{}\t{}", vue.service, vue.demande.etat.mot(), vue.demande.fiche.nom);
    }
    Ok(text)
}

fn acteur(organisation: &str) -> Acteur {
    Acteur::exploitant(OrganisationId::from(organisation))
}

fn de(service: &Service) -> (Acteur, ServiceId) {
    (acteur(&service.organisation), ServiceId::from(service.service.as_str()))
}

fn lu<T: DeserializeOwned>(fichier: &Path) -> Result<T, PartenairesError> {
    let unread = |reason: String| PartenairesError::Fichier(fichier.to_owned(), reason);
    let text = std::fs::read_to_string(fichier).map_err(|error| unread(error.to_string()))?;
    serde_json::from_str(&text).map_err(|error| unread(error.to_string()))
}

fn ecrit(fiche: &Fiche) -> Dit {
    let text = serde_json::to_string_pretty(fiche);
    Ok(text.map_err(|error| PartenairesError::Fichier("fiche".into(), error.to_string()))? + "\n")
}

fn verifier(bureau: &Bureau, adresse: &str) -> String {
    let said = bureau.verifier(adresse);
    let lines = said.fautes.iter();
    let lines = lines.map(|one| format!("{}: {}. {}\n", one.code(), one.reason(&said.adresse), one.remedy()));
    if said.tient() { "The address holds.\n".to_owned() } else { lines.collect() }
}

async fn lister(bureau: &Bureau) -> Dit {
    let mut text = String::new();
    for organisation in bureau.toutes().await? {
        let _ = writeln!(text, "{}\t{}", organisation.id, organisation.nom);
        let acteur = Acteur::exploitant(organisation.id);
        for service in bureau.services(&acteur).await? {
            let clients = Environnement::TOUS.into_iter().filter_map(|lieu| Some((lieu, service.client(lieu)?)));
            let clients: Vec<String> = clients.map(|(lieu, client)| format!("{}={client}", lieu.mot())).collect();
            let _ = writeln!(text, "  {}\t{}\t{}", service.id, service.fiche.nom, clients.join(" "));
        }
    }
    Ok(text)
}

async fn creer(bureau: &Bureau, organisation: &str, fiche: Fiche) -> Dit {
    let acteur = acteur(organisation);
    let known = bureau.toutes().await?.into_iter().any(|one| one.id == acteur.organisation);
    if !known {
        return Err(Refus::Inconnu.into());
    }
    let service = bureau.creer(&acteur, fiche).await?;
    let mut text = format!("service: {}\n", service.id);
    match &service.essai {
        Some(_) if service.fiche.methode.has_secret() => {
            let drawn = (Nouvelle::Secret, Seconds(0));
            text.push_str(&tournee(&bureau.tourner(&acteur, (&service.id, Environnement::Essai), drawn).await?));
        }
        Some(client) => text.push_str(&format!("client_id: {client}\n")),
        None => {}
    }
    Ok(text)
}

async fn tourner(bureau: &Bureau, client: &Client, (nouvelle, garder): (Nouvelle, Garder)) -> Dit {
    let id = ServiceId::from(client.service.as_str());
    let kept = Seconds::hours(24 * garder.garder_jours);
    let acteur = acteur(&client.organisation);
    Ok(tournee(&bureau.tourner(&acteur, (&id, client.environnement), (nouvelle, kept)).await?))
}

fn tournee(tournee: &Tournee) -> String {
    let shown = tournee.secret.as_ref().map(|secret| format!("client_secret: {}\n", secret.expose_secret()));
    format!("client_id: {}\n{}", tournee.client, shown.unwrap_or_default())
}
