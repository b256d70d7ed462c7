//! The inbox on disk: one JSON line a message, appended; rewritten whole once it holds twice what the inbox keeps.

use std::collections::VecDeque;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use crate::boite::CAPACITE;
use crate::message::Message;

#[derive(Debug)]
pub struct Fichier {
    chemin: PathBuf,
    fin: File,
    lignes: usize,
}

impl Fichier {
    pub fn ouvrir(chemin: &Path) -> io::Result<(Self, VecDeque<Message>)> {
        let texte = match fs::read_to_string(chemin) {
            Ok(texte) => texte,
            Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
            Err(error) => return Err(error),
        };
        let messages = lire(&texte)?;
        ecrire(chemin, &messages)?;
        let fin = OpenOptions::new().append(true).open(chemin)?;
        Ok((Self { chemin: chemin.to_owned(), fin, lignes: messages.len() }, messages))
    }

    pub fn ajouter(&mut self, message: &Message, gardes: &VecDeque<Message>) -> io::Result<()> {
        if self.lignes >= 2 * CAPACITE {
            return self.recrire(gardes);
        }
        self.fin.write_all(&ligne(message)?)?;
        self.lignes += 1;
        Ok(())
    }

    pub fn recrire(&mut self, messages: &VecDeque<Message>) -> io::Result<()> {
        ecrire(&self.chemin, messages)?;
        self.fin = OpenOptions::new().append(true).open(&self.chemin)?;
        self.lignes = messages.len();
        Ok(())
    }
}

/// Only the last line may be unreadable: a crash cut it short. Anywhere else somebody changed the file.
fn lire(texte: &str) -> io::Result<VecDeque<Message>> {
    let lignes: Vec<&str> = texte.lines().collect();
    let mut messages = VecDeque::new();
    for (rang, ligne) in lignes.iter().enumerate() {
        match serde_json::from_str(ligne) {
            Ok(message) => messages.push_back(message),
            Err(_) if rang + 1 == lignes.len() => {}
            Err(error) => {
                let cause = format!("line {}: {error}; delete the file to start with an empty inbox", rang + 1);
                return Err(io::Error::new(io::ErrorKind::InvalidData, cause));
            }
        }
    }
    Ok(messages)
}

fn ecrire(chemin: &Path, messages: &VecDeque<Message>) -> io::Result<()> {
    let provisoire = chemin.with_extension("nouveau");
    let mut fichier = File::create(&provisoire)?;
    for message in messages {
        fichier.write_all(&ligne(message)?)?;
    }
    fichier.sync_all()?;
    fs::rename(&provisoire, chemin)
}

fn ligne(message: &Message) -> io::Result<Vec<u8>> {
    let mut ligne = serde_json::to_vec(message)?;
    ligne.push(b'\n');
    Ok(ligne)
}
