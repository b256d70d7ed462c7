use askama::Template;
use pages::{Cadre, Csrf, Icone, Langue, heure};

use crate::message::{Canal, Message};

/// One line of the list.
pub struct Ligne {
    pub id: u64,
    pub icone: Icone,
    /// The key of the word beside the icon.
    pub canal: &'static str,
    pub titre: String,
    pub pour: String,
    pub heure: String,
    pub jour: String,
    pub iso: String,
}

impl Ligne {
    pub fn de(message: &Message, langue: Langue) -> Self {
        let contenu = &message.contenu;
        let titre = if contenu.sujet.is_empty() { premiere_ligne(&contenu.texte) } else { contenu.sujet.clone() };
        let (icone, canal) = match contenu.canal {
            Canal::Courriel => (Icone::Mail, "canal-courriel"),
            Canal::Sms => (Icone::Phone, "canal-sms"),
        };
        Self {
            id: message.id,
            icone,
            canal,
            titre,
            pour: contenu.destinataires.join(", "),
            heure: heure::seconde(message.recu_le, langue),
            jour: heure::jour(message.recu_le, langue),
            iso: heure::iso(message.recu_le),
        }
    }
}

#[derive(Template)]
#[template(path = "liste.html")]
pub struct PageListe {
    pub cadre: Cadre,
    pub csrf: Csrf,
    /// Newest first.
    pub messages: Vec<Ligne>,
    /// The newest one's number, zero when there is none.
    pub dernier: u64,
}

#[derive(Template)]
#[template(path = "message.html")]
pub struct PageMessage {
    pub cadre: Cadre,
    pub ligne: Ligne,
    pub expediteur: String,
    pub texte: String,
    pub html: bool,
}

impl PageMessage {
    pub fn de(cadre: Cadre, message: &Message) -> Self {
        Self {
            ligne: Ligne::de(message, cadre.langue),
            cadre,
            expediteur: message.contenu.expediteur.clone(),
            texte: message.contenu.texte.clone(),
            html: message.contenu.html.is_some(),
        }
    }
}

/// No such message: it left when the inbox was emptied, or it never was.
#[derive(Template)]
#[template(path = "sans.html")]
pub struct PageSans {
    pub cadre: Cadre,
}

/// What a list has room for.
const TITRE: usize = 80;

fn premiere_ligne(texte: &str) -> String {
    let ligne = texte.lines().find(|ligne| !ligne.trim().is_empty()).unwrap_or_default();
    if ligne.chars().count() <= TITRE {
        return ligne.to_owned();
    }
    ligne.chars().take(TITRE - 1).chain(['…']).collect()
}

#[cfg(test)]
#[path = "samples.rs"]
mod samples;
