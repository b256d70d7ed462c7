use std::collections::VecDeque;
use std::io;
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

use ambient::Ambient;

use crate::fichier::Fichier;
use crate::message::{Arrivee, Filtre, Message};

/// Messages kept at most; the oldest leave first.
pub const CAPACITE: usize = 500;

/// The inbox: everything that was sent, in order, bounded, in memory and in a file when one was given.
///
/// The file is written with the lock held: lines of a few hundred bytes, in a simulator.
#[derive(Debug)]
pub struct Boite {
    ambient: Ambient,
    contenu: Mutex<Contenu>,
}

#[derive(Debug)]
struct Contenu {
    messages: VecDeque<Message>,
    prochain: u64,
    fichier: Option<Fichier>,
}

impl Boite {
    pub fn en_memoire(ambient: Ambient) -> Self {
        Self { ambient, contenu: Mutex::new(Contenu { messages: VecDeque::new(), prochain: 1, fichier: None }) }
    }

    /// Reads what an earlier run kept, and keeps what comes. A last line that was cut short is left out.
    pub fn ouvrir(ambient: Ambient, chemin: &Path) -> io::Result<Self> {
        let (fichier, mut messages) = Fichier::ouvrir(chemin)?;
        messages.drain(..messages.len().saturating_sub(CAPACITE));
        let prochain = messages.back().map_or(1, |message| message.id + 1);
        let contenu = Contenu { messages, prochain, fichier: Some(fichier) };
        Ok(Self { ambient, contenu: Mutex::new(contenu) })
    }

    /// Errors when the file cannot be written: the sender is then told to try again.
    pub fn recevoir(&self, arrivee: Arrivee) -> io::Result<Message> {
        let mut contenu = self.contenu();
        let message = Message { id: contenu.prochain, recu_le: self.ambient.now(), contenu: arrivee };
        contenu.messages.push_back(message.clone());
        if contenu.messages.len() > CAPACITE {
            contenu.messages.pop_front();
        }
        contenu.prochain += 1;
        let Contenu { messages, fichier, .. } = &mut *contenu;
        if let Some(fichier) = fichier {
            fichier.ajouter(&message, messages)?;
        }
        Ok(message)
    }

    /// Newest first.
    pub fn messages(&self, filtre: &Filtre) -> Vec<Message> {
        self.contenu().messages.iter().rev().filter(|message| filtre.retient(message)).cloned().collect()
    }

    pub fn message(&self, id: u64) -> Option<Message> {
        self.contenu().messages.iter().find(|message| message.id == id).cloned()
    }

    pub fn vider(&self) -> io::Result<()> {
        let mut contenu = self.contenu();
        contenu.messages.clear();
        match &mut contenu.fichier {
            Some(fichier) => fichier.recrire(&VecDeque::new()),
            None => Ok(()),
        }
    }

    fn contenu(&self) -> MutexGuard<'_, Contenu> {
        self.contenu.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use ambient::Timestamp;

    use super::*;
    use crate::message::Canal;

    fn ambient() -> Ambient {
        Ambient::fixed(Timestamp::from_seconds(1_795_000_000), 1).0
    }

    fn arrivee(texte: &str) -> Arrivee {
        Arrivee {
            canal: Canal::Sms,
            expediteur: String::new(),
            destinataires: vec!["+33639980001".to_owned()],
            sujet: String::new(),
            texte: texte.to_owned(),
            html: None,
        }
    }

    #[test]
    fn the_inbox_is_bounded_and_lets_the_oldest_go() {
        let boite = Boite::en_memoire(ambient());
        for n in 0..CAPACITE + 3 {
            boite.recevoir(arrivee(&n.to_string())).unwrap();
        }
        let messages = boite.messages(&Filtre::default());
        assert_eq!(messages.len(), CAPACITE);
        assert_eq!(messages[0].contenu.texte, (CAPACITE + 2).to_string());
        assert_eq!(boite.message(3), None);
    }

    #[test]
    fn what_was_received_is_there_after_a_restart() {
        let dossier = tempfile::tempdir().unwrap();
        let chemin = dossier.path().join("messages.jsonl");
        let boite = Boite::ouvrir(ambient(), &chemin).unwrap();
        boite.recevoir(arrivee("un")).unwrap();
        boite.recevoir(arrivee("deux")).unwrap();
        let rouverte = Boite::ouvrir(ambient(), &chemin).unwrap();
        assert_eq!(rouverte.messages(&Filtre::default()), boite.messages(&Filtre::default()));
        assert_eq!(rouverte.recevoir(arrivee("trois")).unwrap().id, 3);
    }

    #[test]
    fn a_line_cut_short_by_a_crash_is_left_out() {
        let dossier = tempfile::tempdir().unwrap();
        let chemin = dossier.path().join("messages.jsonl");
        Boite::ouvrir(ambient(), &chemin).unwrap().recevoir(arrivee("un")).unwrap();
        let mut texte = std::fs::read_to_string(&chemin).unwrap();
        texte.push_str("{\"id\":2,\"recu");
        std::fs::write(&chemin, texte).unwrap();
        let boite = Boite::ouvrir(ambient(), &chemin).unwrap();
        assert_eq!(boite.messages(&Filtre::default()).len(), 1);
        boite.recevoir(arrivee("deux")).unwrap();
        assert_eq!(Boite::ouvrir(ambient(), &chemin).unwrap().messages(&Filtre::default()).len(), 2);
    }

    #[test]
    fn an_emptied_inbox_stays_empty_after_a_restart() {
        let dossier = tempfile::tempdir().unwrap();
        let chemin = dossier.path().join("messages.jsonl");
        let boite = Boite::ouvrir(ambient(), &chemin).unwrap();
        boite.recevoir(arrivee("un")).unwrap();
        boite.vider().unwrap();
        assert!(boite.messages(&Filtre::default()).is_empty());
        assert!(Boite::ouvrir(ambient(), &chemin).unwrap().messages(&Filtre::default()).is_empty());
    }
}
