//! Every page, in both languages, in each of its states.

use pages::samples::check;

use crate::accueil::PageSimple;
use crate::appareil::{PageAppareil, PageConfirmer};
use crate::autorisation::{PagePause, PageRetour};
use crate::cles::page::{PageCles, PageRetirer};
use crate::connexion::{PageConnexion, PageIssue, PageLieu, PageRefuse, PageTelephone};
use crate::deconnexion::{PageDeconnexion, PageDepart};
use crate::espace::{PageActiver, PageArreter, PageEspace, PageEssai, PageHistoire, PageTout};
use crate::services::PageServices;

#[test]
fn every_page_renders_in_both_languages() {
    check::<PageConnexion>().unwrap();
    check::<PageAppareil>().unwrap();
    check::<PageConfirmer>().unwrap();
    check::<PageTelephone>().unwrap();
    check::<PageIssue>().unwrap();
    check::<PageLieu>().unwrap();
    check::<PageRefuse>().unwrap();
    check::<PageRetour>().unwrap();
    check::<PagePause>().unwrap();
    check::<PageDeconnexion>().unwrap();
    check::<PageDepart>().unwrap();
    check::<PageSimple>().unwrap();
    check::<PageServices>().unwrap();
    check::<PageEspace>().unwrap();
    check::<PageHistoire>().unwrap();
    check::<PageTout>().unwrap();
    check::<PageArreter>().unwrap();
    check::<PageActiver>().unwrap();
    check::<PageEssai>().unwrap();
    check::<PageCles>().unwrap();
    check::<PageRetirer>().unwrap();
}
