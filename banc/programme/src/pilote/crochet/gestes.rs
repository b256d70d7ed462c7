//! What the person does on the provider's pages.

use std::time::Duration;

use banc_core::scenario::Moyen;
use banc_core::trace::Vue;
use url::Url;

use super::super::ecran::{Ecran, Formulaire};
use super::super::{Empechement, Geste};
use super::{Chez, Crochet, Marche};

impl Crochet {
    /// What the person does on a page of the provider; `None`: there is nothing more to do.
    pub(super) async fn repondre(
        &mut self,
        adresse: &Url,
        vue: &Vue,
        marche: &mut Marche,
    ) -> Result<Option<reqwest::RequestBuilder>, Empechement> {
        if vue.corps.starts_with(crate::injecteur::RETENUE) {
            return Ok(None);
        }
        let ecran = Ecran::lire(adresse, &vue.corps);
        let au_telephone = ecran.chiffres().is_some();
        // whoever is slow is so with the phone in hand, if there is one
        if (au_telephone || marche.comment.moyen == Moyen::Carte) && !std::mem::replace(&mut marche.attendu, true) {
            tokio::time::sleep(marche.comment.attente).await;
        }
        if let Some(nombre) = ecran.chiffres() {
            self.au_telephone(&nombre, marche).await?;
            return Ok(Some(self.surf.http().get(adresse.clone())));
        }
        let revient = match marche.comment.geste {
            Geste::Annuler => true,
            Geste::Refuser => marche.repondu,
            Geste::Suivre | Geste::Abandonner => false,
        };
        if let Some(formulaire) = ecran.annulation().filter(|_| revient) {
            return Ok(Some(self.soumettre(adresse, &formulaire, None)));
        }
        if let Some(formulaire) = ecran.avec("numero") {
            return self.entrer(&ecran, (adresse, &formulaire), marche.comment.moyen).map(Some);
        }
        if let Some(formulaire) = ecran.avec("situation") {
            let premiere = formulaire.choix.iter().find(|(nom, _)| nom == "situation").cloned();
            return Ok(Some(self.soumettre(adresse, &formulaire, premiere)));
        }
        let Some(formulaire) = ecran.avance() else {
            return Err(format!("le fournisseur s'arrête : {} « {} »", vue.statut, ecran.titre()));
        };
        // an answer may travel by a form
        marche.revenu |= matches!(self.chez(&formulaire.action)?, Chez::Service);
        Ok(Some(self.soumettre(adresse, &formulaire, None)))
    }

    /// Once; then the page is looked at again.
    async fn au_telephone(&self, nombre: &str, marche: &mut Marche) -> Result<(), Empechement> {
        if std::mem::replace(&mut marche.repondu, true) {
            tokio::time::sleep(Duration::from_millis(100)).await;
            return Ok(());
        }
        let repondu = match marche.comment.geste {
            Geste::Refuser => self.personnes.telephone.refuser().await,
            _ => self.personnes.telephone.approuver(nombre).await,
        };
        repondu.map_err(|cause| format!("le téléphone du banc : {cause}"))
    }

    fn entrer(
        &self,
        ecran: &Ecran,
        (page, formulaire): (&Url, &Formulaire),
        moyen: Moyen,
    ) -> Result<reqwest::RequestBuilder, Empechement> {
        match moyen {
            Moyen::ECps => {
                let numero = ("numero".to_owned(), self.personnes.telephone.identifiant.clone());
                Ok(self.soumettre(page, formulaire, Some(numero)))
            }
            Moyen::Carte => {
                let lien = ecran.lien(self.adresses.carte.as_str());
                let lien = lien.ok_or("la page du fournisseur n'offre pas la carte")?;
                Ok(self.surf.http().get(lien))
            }
        }
    }

    /// As a browser sends a form of this page.
    fn soumettre(
        &self,
        page: &Url,
        formulaire: &Formulaire,
        rempli: Option<(String, String)>,
    ) -> reqwest::RequestBuilder {
        let mut champs = formulaire.champs.clone();
        if let Some((nom, _)) = &rempli {
            champs.retain(|(autre, _)| autre != nom);
        }
        champs.extend(rempli);
        let origine = page.origin().ascii_serialization();
        self.surf.http().post(formulaire.action.clone()).header("origin", origine).form(&champs)
    }
}
